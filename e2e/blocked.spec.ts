import { latest } from "./support/emulator";
import { TemplatesPage } from "./support/templates-page";
import { expect, test } from "./support/test";

const PRESSES = ["click", "Enter", "Space"] as const;

for (const press of PRESSES) {
  test(`a press (${press}) on a disabled Delete explains, deletes nothing, and is recorded exactly once`, async ({
    page,
    emulator,
    imagekeeper,
  }) => {
    const list = new TemplatesPage(page);
    const template = await emulator.takeIn("BUILDING", "TESTING", "DISTRIBUTING");
    await list.showOnly(template);
    const button = list.deleteButton(template);
    await expect(button).toHaveAttribute("aria-disabled", "true");
    await expect(button).not.toHaveAttribute("disabled");
    await expect(button).toHaveJSProperty("tabIndex", 0);
    const describedBy = await button.getAttribute("aria-describedby");
    await expect(page.locator(`#${describedBy?.split(" ")[0]}`)).toBeVisible();

    if (press === "click") await button.click({ force: true });
    else {
      await button.focus();
      await page.keyboard.press(press);
    }
    const dialog = list.blockedDialog(template);
    await expect(dialog).toBeVisible();
    const build = latest(template);
    await expect(dialog).toContainText(build?.executionId ?? "no build");
    await dialog.getByRole("button", { name: "Close" }).click();
    await expect(dialog).toBeHidden();
    await expect(button).toBeFocused();
    const events = await imagekeeper.audit(template.imagePipelineId);
    expect(events).toMatchObject([
      {
        action: "template.delete",
        phase: "outcome",
        outcome: "blocked",
        intentSeq: null,
        ecsCode: null,
        buildId: build?.executionId,
      },
    ]);
  });
}

test("a press on a Delete that is disabled by an old look opens the confirmation and records nothing", async ({
  page,
  emulator,
  imagekeeper,
  watch,
}) => {
  const list = new TemplatesPage(page);
  const template = await emulator.takeIn("BUILDING");
  await list.showOnly(template);
  const button = list.deleteButton(template);
  await expect(button).toHaveAttribute("aria-disabled", "true");
  watch.allow(/ERR_FAILED .*\/api\/live/);
  // The collector is kept from seeing the end, the press looks again by itself.
  await page.route("**/api/live**", (route) => route.abort());
  await emulator.moveBuild(latest(template)?.executionId ?? "", "SUCCESS");
  await button.click({ force: true });
  await expect(list.deleteDialog(template)).toBeVisible();
  expect(await imagekeeper.audit(template.imagePipelineId)).toEqual([]);
});

test.describe("as a viewer", () => {
  test.use({ role: "viewer" });
  test("Delete and Start are disabled with a reason, a press is recorded as denied, and only Close is offered", async ({
    page,
    emulator,
    imagekeeper,
  }) => {
    const list = new TemplatesPage(page);
    const template = await emulator.takeDeletable();
    await list.showOnly(template);
    for (const button of [list.deleteButton(template), list.startButton(template)]) {
      await expect(button).toHaveAttribute("aria-disabled", "true");
      await expect(button).toHaveJSProperty("tabIndex", 0);
    }
    await list.deleteButton(template).click({ force: true });
    const dialog = list.deniedDialog(template);
    await expect(dialog.getByRole("button")).toHaveText(["Close"]);
    expect(await imagekeeper.audit(template.imagePipelineId)).toMatchObject([
      { action: "template.delete", outcome: "denied", intentSeq: null, actor: "viewer@demo" },
    ]);
    expect(await emulator.find(template.imagePipelineId)).toBeDefined();
  });
});
