import { Console } from "./support/console";
import { Emulator } from "./support/emulator";
import { expect, test } from "./support/test";

test.describe.configure({ timeout: 120_000 });

test("after a restart the page shows the same rows and ages, and 20 page loads cost no call to ECS", async ({
  browser,
}) => {
  // An endpoint of its own: the other tests' console would be counted too.
  const emulator = await Emulator.start(["--templates", "60", "--regions", "cn-hangzhou,eu-central-1"]);
  const first = await Console.start(emulator.url);
  try {
    await first.collected((await emulator.templates()).length);
    await first.stop();
    // Nobody collects from here on, so that every call would be a page's.
    const before = await emulator.calls();
    await first.run({ COLLECTOR: "off" });
    const items = await first.templates();
    expect(items.length).toBe((await emulator.templates()).length);
    expect(items.every(({ asOf }) => asOf !== null)).toBe(true);

    const context = await browser.newContext({
      baseURL: first.url,
      storageState: await first.storageState("admin"),
    });
    const page = await context.newPage();
    for (let load = 0; load < 20; load++) {
      await page.goto(load % 2 ? "/templates?sort=-startedAt" : "/templates");
      await expect(page.getByRole("table")).toHaveAttribute("aria-rowcount", String(items.length + 1));
    }
    await context.close();
    expect(await first.templates()).toEqual(items);
    expect(await emulator.calls()).toEqual(before);
  } finally {
    await first.destroy();
    await emulator.stop();
  }
});

test("kill -9 loses nothing that was known", async ({ emulator }) => {
  const imagekeeper = await Console.start(emulator.url);
  try {
    await imagekeeper.collected((await emulator.templates()).length);
    const items = await imagekeeper.templates();
    await imagekeeper.stop("SIGKILL");
    await imagekeeper.run();
    const again = await imagekeeper.templates();
    expect(again.map(({ id }) => id)).toEqual(items.map(({ id }) => id));
    expect(again.every(({ asOf }) => asOf !== null)).toBe(true);
  } finally {
    await imagekeeper.destroy();
  }
});
