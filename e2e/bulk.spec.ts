import type { Locator, Page } from "@playwright/test";
import type { BulkList, BulkView } from "@/lib/contracts/bulk";
import type { TemplatePage } from "@/lib/contracts/template";
import { expectAccessible } from "./support/axe";
import { Console } from "./support/console";
import { Emulator } from "./support/emulator";
import { test as base, expect } from "./support/test";

/** Templates of each test, told apart by how their names begin; all are there before the console first looks. */
const GROUPS = {
  pick: 60,
  mixed: 6,
  away: 12,
  killed: 24,
  denied: 2,
  looks: 5,
  again: 3,
  wait: 4,
  later: 3,
  crowd: 501,
} as const;
type Group = keyof typeof GROUPS;
/** Of these the first two templates have a build that runs. */
const QUEUED: ReadonlySet<string> = new Set(["wait", "later"]);
const REGION = "cn-hangzhou";
/** Templates of a bulk that one console deletes at one time. */
const AT_ONCE = 4;

const test = base.extend<
  object,
  { emulator: Emulator; imagekeeper: Console; ids: ReadonlyMap<string, string> }
>({
  emulator: [
    async ({ browserName: _ }, use) => {
      const emulator = await Emulator.start(["--templates", "1", "--regions", REGION]);
      for (const [group, count] of Object.entries(GROUPS)) {
        for (let n = 1; n <= count; n += 1) {
          const name = `${group}-${String(n).padStart(3, "0")}`;
          const { imagePipelineId } = await emulator.control<{ imagePipelineId: string }>(
            "POST",
            "templates",
            {
              regionId: REGION,
              name,
            },
          );
          const isBusy = n === 5 ? group === "mixed" || group === "looks" : n <= 2 && QUEUED.has(group);
          const status = isBusy ? "BUILDING" : "SUCCESS";
          if (group !== "crowd" && group !== "pick") {
            await emulator.control("POST", "executions", { regionId: REGION, imagePipelineId, status });
          }
        }
      }
      await use(emulator);
      await emulator.stop();
    },
    { scope: "worker" },
  ],
  imagekeeper: [
    async ({ emulator }, use) => {
      const imagekeeper = await Console.start(emulator.url, { ECS_RATE_BUDGET: "60000" });
      const count = (await emulator.templates()).length;
      const total = async (query: string) =>
        (await imagekeeper.json<TemplatePage>("viewer", `/api/templates?limit=1${query}`)).total;
      await expect.poll(() => total(""), { timeout: 120_000 }).toBe(count);
      await expect.poll(() => total("&status=unknown"), { timeout: 120_000 }).toBe(0);
      await use(imagekeeper);
      await imagekeeper.destroy();
    },
    { scope: "worker", timeout: 200_000 },
  ],
  ids: [
    async ({ emulator }, use) => {
      const templates = await emulator.templates();
      await use(new Map(templates.map(({ name, imagePipelineId }) => [name, imagePipelineId])));
    },
    { scope: "worker" },
  ],
});

class BulkPage {
  constructor(readonly page: Page) {}

  async show(group: Group): Promise<void> {
    await this.page.goto(`/templates?q=${group}-`);
    await expect(this.all).toBeEnabled();
  }

  get all(): Locator {
    return this.page.getByRole("checkbox", { name: "Select all", exact: true });
  }

  box(name: string): Locator {
    return this.page.getByRole("checkbox", { name: `Select ${name}`, exact: true });
  }

  button(count: number): Locator {
    return this.page.getByRole("button", { name: `Delete ${count} templates`, exact: true });
  }

  dialog(count: number): Locator {
    return this.page.getByRole("alertdialog", { name: `Delete ${count} templates?`, exact: true });
  }

  /** From the selection to the order. */
  async order(count: number): Promise<Locator> {
    await this.button(count).click();
    const dialog = this.dialog(count);
    await dialog.getByLabel("Type delete to confirm").fill("delete");
    await dialog.getByRole("button", { name: "Delete templates", exact: true }).click();
    return dialog;
  }
}

const results = (dialog: Locator, result: string) => dialog.locator(`[data-result="${result}"]`);

async function mine(imagekeeper: Console): Promise<BulkView[]> {
  const { items } = await imagekeeper.json<BulkList>("operator", "/api/bulk");
  return await Promise.all(items.map(({ id }) => imagekeeper.json<BulkView>("operator", `/api/bulk/${id}`)));
}

test("rows are selected by pointer, by range, by key and all at once, and stay selected while the list moves", async ({
  page,
}) => {
  const bulk = new BulkPage(page);
  await bulk.show("pick");
  await bulk.box("pick-002").check();
  await bulk.box("pick-005").click({ modifiers: ["Shift"] });
  await expect(bulk.button(4)).toBeVisible();
  await bulk.box("pick-007").focus();
  await page.keyboard.press("Space");
  await expect(bulk.button(5)).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(bulk.box("pick-008")).toBeFocused();
  await bulk.box("pick-003").uncheck();
  await expect(bulk.button(4)).toBeVisible();

  await page.getByRole("table").hover();
  await page.mouse.wheel(0, 2600);
  await expect(bulk.box("pick-060")).toBeVisible();
  await expect(bulk.box("pick-002")).toHaveCount(0);
  await page.mouse.wheel(0, -2600);
  await expect(bulk.box("pick-002")).toBeChecked();
  await expect(bulk.box("pick-003")).not.toBeChecked();

  await bulk.all.click();
  await expect(bulk.all).toBeChecked();
  await expect(bulk.button(60)).toBeVisible();
  await expect(page.locator('[role="status"]').first()).toHaveText("60 templates selected.");
  await page.getByLabel("Search templates").fill("pick-01");
  await expect(page.locator("[role=row][data-template-id]")).toHaveCount(10);
  await expect(bulk.button(60)).toBeVisible();
  await page.getByRole("button", { name: "Clear selection" }).click();
  await expect(bulk.box("pick-011")).not.toBeChecked();
  await expect(page.getByRole("button", { name: /^Delete \d+ templates?$/ })).toHaveCount(0);
});

test("the blocked ones come first with their reason, nothing goes before the word is typed, then each has its result", async ({
  page,
  emulator,
  imagekeeper,
  ids,
}) => {
  const bulk = new BulkPage(page);
  await bulk.show("mixed");
  await bulk.all.click();
  await expect(bulk.all).toBeChecked();
  await bulk.button(6).click();
  const dialog = bulk.dialog(6);
  await expect(dialog.getByRole("button", { name: "Keep templates" })).toBeFocused();
  const lines = dialog.locator("[data-result]");
  await expect(lines).toHaveCount(6);
  await expect(lines.first()).toHaveAttribute("data-template-id", ids.get("mixed-005") ?? "");
  await expect(lines.first()).toContainText("A build is running: Building");
  const confirm = dialog.getByRole("button", { name: "Delete templates", exact: true });
  await expect(confirm).toHaveAttribute("aria-disabled", "true");
  await dialog.getByLabel("Type delete to confirm").fill("Delete");
  await confirm.click({ force: true });
  await expect(confirm).toHaveAttribute("aria-disabled", "true");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(bulk.button(6)).toBeFocused();
  expect(await mine(imagekeeper)).toEqual([]);

  await bulk.button(6).click();
  await dialog.getByLabel("Reason").fill("not used any more");
  await dialog.getByLabel("Type delete to confirm").fill("delete");
  await page.keyboard.press("Enter");
  await expect(results(dialog, "deleted")).toHaveCount(5);
  await expect(results(dialog, "blocked")).toHaveCount(1);
  await expect(dialog.getByRole("status")).toHaveText("5 of 6 deleted · 1 blocked");
  await expect(dialog.getByRole("button", { name: "Close" })).toBeFocused();
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.locator("[role=row][data-template-id]")).toHaveCount(1);
  await expect(page.getByRole("button", { name: "Delete 1 template", exact: true })).toBeFocused();
  await expect.poll(() => mine(imagekeeper)).toEqual([]);

  const blocked = ids.get("mixed-005") ?? "";
  expect((await imagekeeper.audit(blocked)).map(({ outcome }) => outcome)).toEqual(["blocked"]);
  const deleted = await imagekeeper.audit(ids.get("mixed-001") ?? "");
  expect(deleted.map(({ phase, outcome, actor }) => [phase, outcome, actor])).toEqual([
    ["intent", null, "operator@demo"],
    ["outcome", "succeeded", "operator@demo"],
  ]);
  expect(deleted[0]?.reason).toBe("not used any more");
  expect(await emulator.find(blocked)).toBeDefined();
});

test("more than 500 cannot be deleted at once, and the button says so", async ({ page }) => {
  const bulk = new BulkPage(page);
  await bulk.show("crowd");
  await bulk.all.click();
  await expect(bulk.all).toBeChecked();
  const button = bulk.button(501);
  await expect(button).toHaveAttribute("aria-disabled", "true");
  await expect(button).toHaveAccessibleDescription(/500 at once at most/);
  await button.click({ force: true });
  await expect(page.getByRole("alertdialog")).toHaveCount(0);
  await bulk.box("crowd-001").uncheck();
  await expect(bulk.button(500)).not.toHaveAttribute("aria-disabled", "true");
  await bulk.button(500).click();
  await expect(bulk.dialog(500).locator("[data-result]")).toHaveCount(500);
});

test("leaving the page stops nothing, and the results are offered until they are closed", async ({
  page,
  emulator,
  imagekeeper,
  ids,
}) => {
  const bulk = new BulkPage(page);
  await emulator.fault({ kind: "latency", ms: 5_000, action: "DeleteImagePipeline" });
  await bulk.show("away");
  await bulk.all.click();
  await expect(bulk.all).toBeChecked();
  const dialog = await bulk.order(12);
  await expect(results(dialog, "deleting").first()).toBeVisible();
  await page.goto("/audit");
  await page.goto("/templates");
  const offer = page.getByText(/^\d+ of 12 deleted/);
  await expect(offer).toContainText("to go");
  await emulator.clearFaults();
  await expect(offer).toHaveText("12 of 12 deleted");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(results(bulk.dialog(12), "deleted")).toHaveCount(12);
  await bulk.dialog(12).getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("button", { name: "Show", exact: true })).toHaveCount(0);
  await expect.poll(() => mine(imagekeeper)).toEqual([]);
  await page.reload();
  await expect(page.getByRole("table")).toBeVisible();
  await expect(page.getByRole("button", { name: "Show", exact: true })).toHaveCount(0);
  for (const [name, id] of ids) {
    if (name.startsWith("away-")) expect(await emulator.find(id)).toBeUndefined();
  }
});

test("a killed console goes on after its restart, and sends no delete twice", async ({
  page,
  emulator,
  imagekeeper,
  ids,
  watch,
}) => {
  test.setTimeout(180_000);
  watch.allow(/Failed to load resource|ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|net::/);
  const bulk = new BulkPage(page);
  const sent = async () => (await emulator.calls()).byAction.DeleteImagePipeline ?? 0;
  const before = await sent();
  await emulator.fault({ kind: "latency", ms: 2_000, action: "DeleteImagePipeline" });
  await bulk.show("killed");
  await bulk.all.click();
  await expect(bulk.all).toBeChecked();
  const dialog = await bulk.order(24);
  await expect(results(dialog, "deleted").first()).toBeVisible();
  await imagekeeper.stop("SIGKILL");
  await emulator.clearFaults();
  await imagekeeper.run();
  await expect
    .poll(
      async () =>
        (await mine(imagekeeper)).map(({ items }) =>
          items.every(({ result }) => result === "deleted" || result === "failed"),
        ),
      { timeout: 120_000 },
    )
    .toEqual([true]);
  const [view] = await mine(imagekeeper);
  expect(view?.endedAt).not.toBeNull();
  const isDeleted = new Map(view?.items.map(({ templateId, result }) => [templateId, result === "deleted"]));
  let deleted = 0;
  for (const [name, id] of ids) {
    if (!name.startsWith("killed-")) continue;
    const events = await imagekeeper.audit(id);
    // An intent that was not sent is closed as such, and the item may have another: each has its own outcome.
    for (const { seq } of events.filter(({ phase }) => phase === "intent")) {
      expect(events.some(({ intentSeq }) => intentSeq === seq)).toBe(true);
    }
    // What the kill caught between intent and send was not sent, and says so.
    const came = isDeleted.get(id) ? "succeeded" : "failed";
    deleted += came === "succeeded" ? 1 : 0;
    expect(events.filter(({ outcome }) => outcome === "succeeded")).toHaveLength(
      came === "succeeded" ? 1 : 0,
    );
    expect(events.at(-1)?.outcome).toBe(came);
    expect((await emulator.find(id)) === undefined).toBe(came === "succeeded");
  }
  expect(deleted).toBeGreaterThanOrEqual(24 - AT_ONCE);
  expect(await sent()).toBe(before + deleted);
  await page.goto("/templates");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await bulk.dialog(24).getByRole("button", { name: "Close" }).click();
  await expect.poll(() => mine(imagekeeper)).toEqual([]);
});

test("those that ECS throttled are offered for another try, which asks for the word again", async ({
  page,
  emulator,
}) => {
  const bulk = new BulkPage(page);
  await emulator.fault({ kind: "throttle", action: "DeleteImagePipeline", times: 2 });
  await bulk.show("again");
  await bulk.all.click();
  await expect(bulk.all).toBeChecked();
  const dialog = await bulk.order(3);
  await expect(results(dialog, "failed")).toHaveCount(2);
  await expect(results(dialog, "failed").first()).toContainText("Throttling.User");
  await dialog.getByRole("button", { name: "Try 2 again" }).click();
  const second = bulk.dialog(2);
  await expect(second.getByRole("button", { name: "Delete templates", exact: true })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  await second.getByLabel("Type delete to confirm").fill("delete");
  await page.keyboard.press("Enter");
  await expect(results(second, "deleted")).toHaveCount(2);
  await second.getByRole("button", { name: "Close" }).click();
  await expect(page.locator("h1")).toBeFocused();
});

test("the blocked ones are queued by one button among the results, which stay as they are", async ({
  page,
  emulator,
  imagekeeper,
  ids,
}) => {
  const bulk = new BulkPage(page);
  await bulk.show("wait");
  await bulk.all.click();
  await expect(bulk.all).toBeChecked();
  const dialog = await bulk.order(4);
  await expect(results(dialog, "deleted")).toHaveCount(2);
  await dialog.getByRole("button", { name: "Queue the blocked ones" }).click();
  await expect(dialog.locator("[data-queued]")).toHaveCount(2);
  await expect(dialog.locator("[data-queued]").first()).toContainText("It is deleted when the build ends");
  await expect(results(dialog, "deleted")).toHaveCount(2);
  await expect(dialog.getByRole("status")).toHaveText("2 of 4 deleted · 2 queued");
  await expect(dialog.getByRole("button", { name: "Queue the blocked ones" })).toHaveCount(0);
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect.poll(() => mine(imagekeeper)).toEqual([]);
  const first = ids.get("wait-001") ?? "";
  const second = ids.get("wait-002") ?? "";
  expect((await imagekeeper.audit(first)).map(({ action, outcome }) => [action, outcome])).toEqual([
    ["template.delete", "blocked"],
    ["template.delete.queue", "succeeded"],
  ]);
  for (const id of [first, second]) {
    const build = (await emulator.find(id))?.executions[0]?.executionId ?? "";
    await emulator.moveBuild(build, "FAILED");
    await expect.poll(() => emulator.find(id), { timeout: 30_000 }).toBeUndefined();
  }
});

test("before any delete is confirmed the blocked ones can be queued, and the others are still to be decided", async ({
  page,
  emulator,
  imagekeeper,
  ids,
}) => {
  const bulk = new BulkPage(page);
  await bulk.show("later");
  await bulk.all.click();
  await expect(bulk.all).toBeChecked();
  await bulk.button(3).click();
  await bulk.dialog(3).getByLabel("Reason").fill("moved to another region");
  await bulk.dialog(3).getByRole("button", { name: "Queue the blocked ones" }).click();
  const queued = page.getByRole("alertdialog", { name: "Delete 2 templates when their builds end" });
  await expect(queued.locator("[data-queued]")).toHaveCount(2);
  await expectAccessible(page);
  expect(await emulator.find(ids.get("later-003") ?? "")).toBeDefined();
  await queued.getByRole("button", { name: "Delete the other one…" }).click();
  const rest = page.getByRole("alertdialog", { name: "Delete 1 template?" });
  await expect(rest.locator("[data-template-id]")).toHaveCount(1);
  await expect(rest.getByLabel("Reason")).toHaveValue("moved to another region");
  await rest.getByRole("button", { name: "Keep templates" }).click();
  await expect(rest).toBeHidden();
  await expect.poll(() => mine(imagekeeper)).toEqual([]);
  expect(await emulator.find(ids.get("later-003") ?? "")).toBeDefined();
  for (const name of ["later-001", "later-002"]) {
    const events = await imagekeeper.audit(ids.get(name) ?? "");
    expect(events.map(({ action, outcome, reason }) => [action, outcome, reason])).toEqual([
      ["template.delete.queue", "succeeded", "moved to another region"],
    ]);
  }
  // What is queued is said in the plan too, and is not offered again.
  await bulk.button(3).click();
  await expect(bulk.dialog(3).locator("[data-queued]")).toHaveCount(2);
  await expect(bulk.dialog(3).getByRole("button", { name: "Queue the blocked ones" })).toHaveCount(0);
});

test.describe("a viewer", () => {
  test.use({ role: "viewer" });

  test("has no check boxes and sees no bulk delete of others", async ({ page, imagekeeper, ids }) => {
    await page.goto("/templates?q=denied-");
    await expect(page.locator("[role=row][data-template-id]")).toHaveCount(2);
    await expect(page.getByRole("checkbox")).toHaveCount(0);
    const response = await imagekeeper.fetch("viewer", "/api/bulk/00000000000000000000000000000000");
    expect(response.status).toBe(404);
    expect(await imagekeeper.audit(ids.get("denied-001") ?? "")).toEqual([]);
  });
});

for (const [name, options] of [
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["390 px", { viewport: { width: 390, height: 844 } }],
] as const) {
  test.describe(name, () => {
    test.use(options);

    test("axe finds nothing in the selection and in the dialog", async ({ page }) => {
      const bulk = new BulkPage(page);
      await bulk.show("looks");
      await bulk.all.click();
      await expect(bulk.all).toBeChecked();
      await expectAccessible(page);
      await bulk.button(5).click();
      await expect(bulk.dialog(5)).toBeVisible();
      await expectAccessible(page);
      expect(
        await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        ),
      ).toBe(0);
    });
  });
}
