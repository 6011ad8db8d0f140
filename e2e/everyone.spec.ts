import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { TemplatesPage } from "./support/templates-page";
import { expect, test } from "./support/test";

type Asked = "all" | "colours";

async function pages(
  page: Page,
  template: { regionId: string; imagePipelineId: string },
  asked: Asked,
): Promise<void> {
  for (const path of [
    "/templates",
    `/templates/${template.regionId}/${template.imagePipelineId}`,
    "/audit",
    "/account",
    "/templates?q=nothing-matches",
  ]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await expectAccessible(page, asked);
  }
}

for (const [name, options, asked] of [
  ["light", { colorScheme: "light" }, "all"],
  ["dark", { colorScheme: "dark" }, "colours"],
  ["390 px", { viewport: { width: 390, height: 844 } }, "all"],
  [
    "390 px, dark, Chinese",
    { viewport: { width: 390, height: 844 }, colorScheme: "dark", locale: "zh-CN" },
    "all",
  ],
] as const) {
  test.describe(name, () => {
    test.use(options);

    test("axe finds nothing on any page, mid-scroll, and in the dialogs", async ({ page, emulator }) => {
      test.setTimeout(240_000);
      const list = new TemplatesPage(page);
      const running = await emulator.takeIn("BUILDING", "TESTING", "PREPARING", "RELEASING", "DISTRIBUTING");
      await pages(page, running, asked);

      await page.goto("/templates");
      await list.table.hover();
      await page.mouse.wheel(0, 1500);
      await expectAccessible(page, asked);

      const rows = page.locator("[role=row][data-template-id]");
      await page.goto(`/templates?q=${running.imagePipelineId}`);
      await expect(rows).toHaveCount(1);
      const buttons = rows.first().locator("button[aria-disabled=true]");
      await buttons.last().click({ force: true });
      await expect(page.getByRole("alertdialog")).toBeVisible();
      await expectAccessible(page, asked);

      await page.goto("/templates?deletable=true");
      await rows.first().getByRole("button").last().click();
      await expect(page.getByRole("alertdialog")).toBeVisible();
      await expectAccessible(page, asked);
    });

    test("nothing is wider than the screen", async ({ page }) => {
      for (const path of ["/templates", "/audit", "/account"]) {
        await page.goto(path);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        expect(
          await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          ),
        ).toBeLessThanOrEqual(0);
      }
    });
  });
}

test.describe("signed out", () => {
  test.use({ role: null });
  test("axe finds nothing on the sign-in page", async ({ page }) => {
    await page.goto("/sign-in");
    await expectAccessible(page);
  });
});

test.describe("in Chinese", () => {
  test.use({ locale: "zh-CN" });
  test("the page, its title and the status words are Chinese, names stay as they are", async ({ page }) => {
    await page.goto("/templates");
    await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/\p{Script=Han}/u);
    await expect(page.locator("[data-status=SUCCESS]").first()).toHaveText(/\p{Script=Han}/u);
    await expect(page.getByRole("main")).not.toContainText(/Image templates|Start build|MISSING_MESSAGE/);
  });
});

test("dark and light follow the system until the user chooses", async ({ page }) => {
  const colour = () => page.evaluate(() => getComputedStyle(document.body).color);
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/templates");
  const light = await colour();
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(colour).not.toBe(light);
});

test("at 390 px the table is drawn as cards and keeps its roles, rows and buttons", async ({
  page,
  emulator,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const list = new TemplatesPage(page);
  const template = await emulator.takeDeletable();
  await list.showOnly(template);
  await expect(list.table).toHaveAttribute("aria-rowcount", "2");
  await expect(list.row(template).getByRole("cell").first()).toBeVisible();
  const box = await list.row(template).boundingBox();
  expect(box?.height).toBeGreaterThan(80);
  await expect(list.deleteButton(template)).toBeInViewport();
});

test("from 1024 px on the whole row is in view: no control is beyond the edge of the table", async ({
  page,
  emulator,
}) => {
  const list = new TemplatesPage(page);
  const template = await emulator.takeDeletable();
  await list.showOnly(template);
  const scroller = page.getByRole("group", { name: "Image templates", exact: true });
  for (const width of [1024, 1088, 1120, 1200, 1280, 1366, 1440, 1920]) {
    await page.setViewportSize({ width, height: 800 });
    const beyond = () => scroller.evaluate((element) => element.scrollWidth - element.clientWidth);
    await expect.poll(beyond, { message: `${width} px` }).toBe(0);
    await expect(list.deleteButton(template)).toBeInViewport();
  }
});

test("by keyboard alone: find a template, delete it, and go on at the next row", async ({
  page,
  emulator,
}) => {
  const list = new TemplatesPage(page);
  const template = await emulator.takeDeletable();
  await page.goto(`/templates?region=${template.regionId}`);
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.type(template.imagePipelineId);
  await expect(list.row(template)).toBeVisible();
  await expect(page.locator("[role=row][data-template-id]")).toHaveCount(1);
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press("Tab");
    if (await list.deleteButton(template).evaluate((button) => button === document.activeElement)) break;
  }
  await expect(list.deleteButton(template)).toBeFocused();
  await page.keyboard.press("Enter");
  const dialog = list.deleteDialog(template);
  await expect(dialog.getByRole("button", { name: "Keep template" })).toBeFocused();
  for (let presses = 0; presses < 10; presses++) {
    await page.keyboard.press("Shift+Tab");
    const box = dialog.getByLabel(`Type ${template.name} to confirm`, { exact: true });
    if (await box.evaluate((input) => input === document.activeElement)) break;
  }
  await page.keyboard.type(template.name);
  for (let presses = 0; presses < 10; presses++) {
    await page.keyboard.press("Tab");
    const button = dialog.getByRole("button", { name: "Delete template", exact: true });
    if (await button.evaluate((element) => element === document.activeElement)) break;
  }
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(list.row(template)).toHaveCount(0, { timeout: 5000 });
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await expect.poll(() => emulator.find(template.imagePipelineId)).toBeUndefined();
});
