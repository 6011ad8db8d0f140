import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { latest, type Pipeline } from "./support/emulator";
import { TemplatesPage } from "./support/templates-page";
import { expect, test } from "./support/test";

/** From the row's disabled Delete to the order; the dialog is closed again. */
async function order(page: Page, template: Pipeline): Promise<void> {
  const list = new TemplatesPage(page);
  await list.showOnly(template);
  await expect(list.deleteButton(template)).toHaveAttribute("aria-disabled", "true");
  await list.deleteButton(template).click({ force: true });
  const dialog = list.blockedDialog(template);
  await dialog.getByRole("button", { name: "Delete when the build ends" }).click();
  await expect(dialog.getByRole("status").filter({ hasText: "Queued:" })).toBeVisible();
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(dialog).toBeHidden();
}

const queued = (page: Page, { imagePipelineId }: Pipeline) =>
  page.locator(`[role=row][data-template-id="${imagePipelineId}"]`);

test("a delete is queued from the blocked dialog, shown in the row, and goes when the build has ended", async ({
  page,
  emulator,
  imagekeeper,
}) => {
  test.setTimeout(180_000);
  const list = new TemplatesPage(page);
  const template = await emulator.takeIn("BUILDING", "TESTING", "PREPARING");
  await order(page, template);
  await expect(list.row(template)).toContainText("Queued: will be deleted when the build ends");
  expect(await emulator.find(template.imagePipelineId)).toBeDefined();

  await emulator.moveBuild(latest(template)?.executionId ?? "", "SUCCESS");
  await expect(list.row(template)).toHaveCount(0, { timeout: 45_000 });
  expect(await emulator.deleted(template.imagePipelineId)).toBeDefined();
  const events = await imagekeeper.audit(template.imagePipelineId);
  expect(events.map(({ action, phase, outcome }) => [action, phase, outcome])).toEqual([
    ["template.delete", "outcome", "blocked"],
    ["template.delete.queue", "outcome", "succeeded"],
    ["template.delete", "intent", null],
    ["template.delete", "outcome", "succeeded"],
  ]);
  expect(new Set(events.map(({ actor }) => actor))).toEqual(new Set(["operator@demo"]));
});

test("a queued delete is taken back on its page, and the end of the build deletes nothing", async ({
  page,
  emulator,
  imagekeeper,
}) => {
  const template = await emulator.takeIn("BUILDING", "TESTING", "PREPARING");
  await order(page, template);
  await page.goto("/queue");
  await expect(queued(page, template)).toContainText(latest(template)?.executionId ?? "no build");
  await page.getByRole("button", { name: `Keep template ${template.name}`, exact: true }).click();
  await expect(queued(page, template)).toHaveCount(0);
  await emulator.moveBuild(latest(template)?.executionId ?? "", "SUCCESS");
  const list = new TemplatesPage(page);
  await list.showOnly(template);
  await expect(list.badge(template)).toHaveAttribute("data-status", "SUCCESS");
  await expect(list.row(template)).toContainText("Deletable");
  const events = await imagekeeper.audit(template.imagePipelineId);
  expect(events.map(({ action, outcome }) => [action, outcome])).toEqual([
    ["template.delete", "blocked"],
    ["template.delete.queue", "succeeded"],
    ["template.delete.unqueue", "succeeded"],
  ]);
  expect(await emulator.find(template.imagePipelineId)).toBeDefined();
});

test("a build that ended while the console was down: the order runs after the restart", async ({
  page,
  emulator,
  imagekeeper,
}) => {
  test.setTimeout(180_000);
  const template = await emulator.takeIn("BUILDING", "TESTING", "PREPARING");
  await order(page, template);
  await page.goto("about:blank");
  await imagekeeper.stop("SIGKILL");
  await emulator.moveBuild(latest(template)?.executionId ?? "", "FAILED");
  await imagekeeper.run();
  await expect
    .poll(async () => Boolean(await emulator.deleted(template.imagePipelineId)), { timeout: 60_000 })
    .toBe(true);
  const outcomes = async () =>
    (await imagekeeper.audit(template.imagePipelineId)).map(({ action, outcome }) => [action, outcome]);
  await expect.poll(outcomes).toEqual([
    ["template.delete", "blocked"],
    ["template.delete.queue", "succeeded"],
    ["template.delete", null],
    ["template.delete", "succeeded"],
  ]);
});

for (const [name, options] of [
  ["light", { colorScheme: "light" }],
  ["390 px, dark, Chinese", { viewport: { width: 390, height: 844 }, colorScheme: "dark", locale: "zh-CN" }],
] as const) {
  test.describe(name, () => {
    test.use(options);
    test("axe finds nothing on the list of queued deletes, empty or not, and nothing is wider than the screen", async ({
      page,
      emulator,
    }) => {
      await page.goto("/queue");
      await expectAccessible(page);
      const template = await emulator.takeIn("BUILDING", "TESTING", "PREPARING");
      await page.goto(`/templates?q=${template.imagePipelineId}`);
      const button = page.locator("button[aria-disabled=true]").last();
      await button.click({ force: true });
      const dialog = page.getByRole("alertdialog");
      await dialog.getByRole("button", { name: /^(Delete when the build ends|构建结束后删除)$/ }).click();
      await expect(dialog.getByRole("status").first()).not.toBeEmpty();
      await expectAccessible(page);
      await page.goto("/queue");
      await expect(queued(page, template)).toBeVisible();
      await expectAccessible(page);
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(over).toBeLessThanOrEqual(0);
    });
  });
}
