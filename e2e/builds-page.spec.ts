import { expectAccessible } from "./support/axe";
import { isDeletable, latest } from "./support/emulator";
import { TemplatesPage } from "./support/templates-page";
import { expect, test } from "./support/test";

test("a running build stands among all builds, moves live, and is cancelled there", async ({
  page,
  emulator,
}) => {
  const list = new TemplatesPage(page);
  const template = await emulator.take((one) => latest(one)?.status === "SUCCESS" && isDeletable(one));
  await list.showOnly(template);
  await list.startButton(template).click();
  await expect(list.badge(template)).toHaveAttribute("data-status", "PREPARING");
  const build = latest((await emulator.find(template.imagePipelineId)) ?? template);

  await page.goto("/builds?status=PREPARING,BUILDING");
  await expect(page.getByRole("heading", { level: 1, name: "Builds" })).toBeVisible();
  const row = page.locator(`[role="row"][data-build-id="${build?.executionId}"]`);
  await expect(row.locator("[data-status]")).toHaveAttribute("data-status", "PREPARING");
  await expectAccessible(page);
  await emulator.control("PUT", `executions/${build?.executionId}`, { status: "BUILDING" });
  await expect(row.locator("[data-status]")).toHaveAttribute("data-status", "BUILDING", { timeout: 15_000 });

  await page.getByRole("button", { name: `Cancel build of ${template.name}`, exact: true }).click();
  await expect(page.locator('[role="status"]').first()).toContainText("is being cancelled");
  await expect(row.locator("[data-status]")).toHaveAttribute("data-status", /^CANCELL(ING|ED)$/, {
    timeout: 15_000,
  });
});

test("the builds of a deleted template stay, and a filter that matches nothing says so", async ({
  page,
  emulator,
}) => {
  const list = new TemplatesPage(page);
  const template = await emulator.take(
    (one) => isDeletable(one) && one.executions.length > 0 && one.executions.length < 8,
  );
  await list.confirm(await list.openAndType(template));
  await expect(list.row(template)).toHaveCount(0);

  await page.goto(`/builds?templateId=${template.imagePipelineId}`);
  await expect(page.locator("[data-build-id]")).toHaveCount(template.executions.length);
  await expect(page.locator("[data-build-id]").first()).toContainText("template deleted");

  await page.getByRole("searchbox", { name: "Search builds" }).fill("nothing-like-this");
  await expect(page.getByText("No build matches")).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(page.locator("[data-build-id]").first()).toBeVisible();
});

test.describe("a viewer", () => {
  test.use({ role: "viewer", viewport: { width: 390, height: 844 } });

  test("sees all builds as cards at 390 px, and a cancel that says why not", async ({ page }) => {
    await page.goto("/builds?status=PREPARING,BUILDING,REPAIRING");
    const cancel = page.getByRole("button", { name: /^Cancel build of/ }).first();
    await expect(cancel).toHaveAttribute("aria-disabled", "true");
    await expect(cancel).toHaveAccessibleDescription("Viewer may not cancel builds.");
    await expectAccessible(page);
  });
});
