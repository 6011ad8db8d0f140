import { test as base, expect } from "@playwright/test";
import { Console, type Role } from "./console";
import { Emulator } from "./emulator";
import { Watch } from "./watch";

type PerTest = { role: Role | null; watch: Watch; freshWorld: undefined };
type PerWorker = { emulator: Emulator; imagekeeper: Console };

/** Each worker has an endpoint and a console of its own; each test a browser context, signed in as `role`. */
export const test = base.extend<PerTest, PerWorker>({
  role: ["operator", { option: true }],

  emulator: [
    async ({ browserName: _ }, use) => {
      const regions = "cn-hangzhou,cn-shanghai,eu-central-1";
      const emulator = await Emulator.start(["--templates", "240", "--regions", regions]);
      await use(emulator);
      await emulator.stop();
    },
    { scope: "worker" },
  ],

  imagekeeper: [
    async ({ emulator }, use) => {
      const imagekeeper = await Console.start(emulator.url);
      await imagekeeper.collected((await emulator.templates()).length);
      await use(imagekeeper);
      await imagekeeper.destroy();
    },
    { scope: "worker", timeout: 90_000 },
  ],

  freshWorld: [
    async ({ emulator }, use) => {
      await emulator.clearFaults();
      await use(undefined);
      await emulator.clearFaults();
    },
    { auto: true },
  ],

  baseURL: async ({ imagekeeper }, use) => use(imagekeeper.url),

  storageState: async ({ imagekeeper, role }, use) => {
    await use(role ? await imagekeeper.storageState(role) : { cookies: [], origins: [] });
  },

  watch: async ({ browserName: _ }, use) => use(new Watch()),

  page: async ({ page, watch, imagekeeper }, use, testInfo) => {
    watch.follow(page);
    await use(page);
    if (testInfo.status !== testInfo.expectedStatus) {
      await testInfo.attach("console.log", {
        body: imagekeeper.log.slice(-200).join("\n"),
        contentType: "text/plain",
      });
    }
    expect(watch.complaints(), "complaints of the page").toEqual([]);
  },
});

export { expect };
