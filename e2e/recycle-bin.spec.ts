import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import type { Pipeline } from "./support/emulator";
import { TemplatesPage } from "./support/templates-page";
import { expect, test } from "./support/test";

const row = (page: Page, { imagePipelineId }: Pipeline) =>
  page.locator(`[role="row"][data-template-id="${imagePipelineId}"]`);
const restoreButton = (page: Page, { name }: Pipeline) =>
  page.getByRole("button", { name: `Restore ${name}`, exact: true });
const dialogOf = (page: Page, { name }: Pipeline) =>
  page.getByRole("alertdialog", { name: `Restore ${name}?`, exact: true });

test("deleted, found in the bin, restored: a new template in the list, both in the audit log", async ({
  page,
  emulator,
  imagekeeper,
}) => {
  const list = new TemplatesPage(page);
  const template = await emulator.takeDeletable();
  await list.confirm(await list.openAndType(template));
  await expect(list.row(template)).toHaveCount(0);

  await page.getByRole("link", { name: "Recycle bin" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Recycle bin" })).toBeVisible();
  await expect(row(page, template)).toHaveAttribute("data-region-id", template.regionId);
  await expect(row(page, template)).toContainText("operator@demo");
  await expect(row(page, template)).toContainText("89 days");
  await expectAccessible(page);

  await restoreButton(page, template).click();
  const dialog = dialogOf(page, template);
  await expect(dialog.getByRole("button", { name: "Close" })).toBeFocused();
  await expect(dialog).toContainText("Nothing was found that ECS would refuse");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Restore template" }).click();
  const link = dialog.getByRole("link", { name: /^ip-/ });
  await expect(link).toBeVisible();
  const newId = (await link.textContent()) ?? "";
  expect(newId).not.toBe(template.imagePipelineId);
  expect((await emulator.find(newId))?.name).toBe(template.name);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(row(page, template).getByRole("link", { name: newId })).toBeVisible();
  await expect(restoreButton(page, template)).toHaveCount(0);

  await row(page, template).getByRole("link", { name: newId }).click();
  await expect(page.getByRole("heading", { level: 1, name: template.name })).toBeVisible();
  await expect(page.getByText(`Restored from ${template.imagePipelineId}`)).toBeVisible();
  await expect(page.locator("[data-build-id]")).toHaveCount(template.executions.length);
  await expectAccessible(page);
  await page.goto(`/templates?q=${newId}`);
  await expect(page.locator(`[role="row"][data-template-id="${newId}"]`)).toBeVisible();

  const old = await imagekeeper.audit(template.imagePipelineId);
  expect(old.map(({ action, phase }) => `${action} ${phase}`)).toEqual([
    "template.delete intent",
    "template.delete outcome",
    "template.restore intent",
  ]);
  expect(await imagekeeper.audit(newId)).toMatchObject([
    {
      action: "template.restore",
      outcome: "succeeded",
      actor: "operator@demo",
      intentSeq: old.at(-1)?.seq,
      reason: expect.stringContaining(template.imagePipelineId),
    },
  ]);
});

test("another tool's delete appears in an open bin as such, and can be taken back", async ({
  page,
  emulator,
}) => {
  test.setTimeout(180_000);
  const template = await emulator.takeDeletable();
  await page.goto(`/recycle-bin?q=${template.imagePipelineId}`);
  await expect(page.getByText("No deleted template matches")).toBeVisible();
  await page.mouse.move(0, 0);
  await emulator.control("DELETE", `templates/${template.imagePipelineId}`);
  await expect(row(page, template)).toContainText("another tool", { timeout: 100_000 });
  await restoreButton(page, template).click();
  const dialog = dialogOf(page, template);
  await dialog.getByRole("button", { name: "Restore template" }).click();
  await expect(dialog.getByRole("link", { name: /^ip-/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
});

test("a lost answer is said as such, asked again, and leads to the one new template", async ({
  page,
  emulator,
}) => {
  const list = new TemplatesPage(page);
  const template = await emulator.takeDeletable();
  await list.confirm(await list.openAndType(template));
  await expect(list.row(template)).toHaveCount(0);
  const before = (await emulator.templates()).length;

  await page.goto(`/recycle-bin?q=${template.imagePipelineId}`);
  await emulator.fault({ kind: "reset-after-effect", action: "CreateImagePipeline", times: 1 });
  await restoreButton(page, template).click();
  const dialog = dialogOf(page, template);
  await dialog.getByRole("button", { name: "Restore template" }).click();
  await expect(dialog.getByRole("alert")).toContainText("It is not known whether the template was created.");
  await expect(dialog.getByRole("link", { name: /^ip-/ })).toBeVisible({ timeout: 20_000 });
  expect((await emulator.templates()).length).toBe(before + 1);
});

test.describe("a viewer", () => {
  test.use({ role: "viewer", viewport: { width: 390, height: 844 }, colorScheme: "dark" });

  test("sees the bin as cards at 390 px, and a Restore that says why not", async ({
    page,
    emulator,
    imagekeeper,
  }) => {
    const template = await emulator.takeDeletable();
    const session = await imagekeeper.signIn("admin");
    const admin = await page.context().browser()?.newContext({ baseURL: imagekeeper.url });
    await admin?.addCookies(session.map((cookie) => ({ ...cookie, url: imagekeeper.url })));
    const other = await admin?.newPage();
    if (!other) throw new Error("no browser");
    const list = new TemplatesPage(other);
    await list.confirm(await list.openAndType(template));
    await expect(list.row(template)).toHaveCount(0);
    await admin?.close();

    await page.goto(`/recycle-bin?q=${template.imagePipelineId}`);
    const button = restoreButton(page, template);
    await expect(button).toHaveAttribute("aria-disabled", "true");
    await expect(button).toHaveAccessibleDescription("Viewer may not restore templates.");
    await button.click({ force: true });
    await expect(page.getByRole("alertdialog")).toHaveCount(0);
    await expectAccessible(page);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    ).toBe(0);
  });
});

test("a malformed address is said, of the page and of the API", async ({ page, imagekeeper }) => {
  await page.goto("/recycle-bin?region=NOWHERE!");
  await expect(page.getByRole("alert").first()).toContainText("region");
  const answer = await imagekeeper.fetch("viewer", "/api/recycle-bin?cursor=x");
  expect(answer.status).toBe(400);
  expect((await imagekeeper.fetch(null, "/api/recycle-bin")).status).toBe(401);
});
