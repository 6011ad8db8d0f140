import { expectAccessible } from "./support/axe";
import { TemplatesPage } from "./support/templates-page";
import { expect, test } from "./support/test";

test("a protected template is deleted by nobody until it is unprotected, and all of it is recorded", async ({
  page,
  emulator,
  imagekeeper,
}) => {
  const list = new TemplatesPage(page);
  const template = await emulator.takeDeletable();
  await list.showOnly(template);
  await page.getByRole("button", { name: `Protect ${template.name}`, exact: true }).click();
  const ask = page.getByRole("alertdialog", { name: `Protect ${template.name}?`, exact: true });
  await expectAccessible(page);
  await ask.getByLabel("Reason").fill("base of the release");
  await ask.getByRole("button", { name: "Protect template", exact: true }).click();
  await expect(ask).toBeHidden();
  await expect(list.row(template)).toContainText("Protected");
  await expect(list.deleteButton(template)).toHaveAttribute("aria-disabled", "true");

  await list.deleteButton(template).click({ force: true });
  const blocked = list.blockedDialog(template);
  await expect(blocked).toContainText("base of the release");
  await expectAccessible(page);
  await blocked.getByRole("button", { name: "Close", exact: true }).click();
  await expect(blocked).toBeHidden();
  expect(await emulator.find(template.imagePipelineId)).toBeDefined();

  await page.getByRole("button", { name: `Remove protection of ${template.name}`, exact: true }).click();
  const remove = page.getByRole("alertdialog", { name: `Remove the protection of ${template.name}?` });
  await expect(remove).toContainText("operator@demo");
  await remove.getByRole("button", { name: "Remove protection", exact: true }).click();
  await expect(remove).toBeHidden();
  await expect(list.row(template)).toContainText("Deletable");

  const dialog = await list.openAndType(template);
  await list.confirm(dialog);
  await expect(list.row(template)).toHaveCount(0);
  const events = await imagekeeper.audit(template.imagePipelineId);
  expect(events.map(({ action, outcome }) => [action, outcome])).toEqual([
    ["template.protect", "succeeded"],
    ["template.delete", "blocked"],
    ["template.unprotect", "succeeded"],
    ["template.delete", null],
    ["template.delete", "succeeded"],
  ]);
  expect(events[0]?.reason).toBe("base of the release");
});

test("a protection that came while the confirmation stood open is seen by the server", async ({
  page,
  context,
  emulator,
  imagekeeper,
  watch,
}) => {
  const list = new TemplatesPage(page);
  const template = await emulator.takeDeletable();
  const dialog = await list.openAndType(template);
  const other = await context.newPage();
  watch.follow(other);
  await other.goto(`${imagekeeper.url}/templates?q=${template.imagePipelineId}`);
  await other.getByRole("button", { name: `Protect ${template.name}`, exact: true }).click();
  await other.getByRole("button", { name: "Protect template", exact: true }).click();
  await expect(new TemplatesPage(other).row(template)).toContainText("Protected");
  await list.confirm(dialog);
  await expect(list.blockedDialog(template).getByRole("button", { name: "Remove protection" })).toBeVisible();
  expect(await emulator.find(template.imagePipelineId)).toBeDefined();
  const events = await imagekeeper.audit(template.imagePipelineId);
  expect(events.map(({ action, outcome }) => [action, outcome])).toEqual([
    ["template.protect", "succeeded"],
    ["template.delete", "blocked"],
  ]);
});
