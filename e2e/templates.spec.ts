import { latest } from "./support/emulator";
import { TemplatesPage } from "./support/templates-page";
import { expect, test } from "./support/test";

test.use({ role: "viewer" });

const WORDS: Record<string, string> = {
  PREPARING: "Preparing",
  REPAIRING: "Repairing",
  BUILDING: "Building",
  TESTING: "Testing",
  DISTRIBUTING: "Distributing",
  RELEASING: "Releasing",
  CANCELLING: "Cancelling",
  SUCCESS: "Success",
  PARTITION_SUCCESS: "Partial success",
  FAILED: "Failed",
  TEST_FAILED: "Test failed",
  CANCELLED: "Cancelled",
};

test("every template of every region is there with the status of its latest build", async ({
  page,
  emulator,
}) => {
  const truth = await emulator.templates();
  await page.goto("/templates");
  await expect(page.getByRole("heading", { level: 1, name: "Image templates" })).toBeVisible();
  const table = page.getByRole("table");
  await expect(table).toHaveAttribute("aria-rowcount", String(truth.length + 1));

  const seen = new Map<string, string>();
  await table.hover();
  await expect
    .poll(
      async () => {
        const rows = await page
          .locator('[role="row"][data-template-id]')
          .evaluateAll((all) =>
            all.map((row) => [
              row.getAttribute("data-template-id"),
              row.querySelector("[data-status]")?.getAttribute("data-status"),
            ]),
          );
        for (const [id, status] of rows) if (id && status) seen.set(id, status);
        await page.mouse.wheel(0, 600);
        return seen.size;
      },
      { intervals: [100], timeout: 30_000 },
    )
    .toBe(truth.length);
  const expected = new Map(truth.map((one) => [one.imagePipelineId, latest(one)?.status ?? "never-built"]));
  expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(expected));
});

test("a status says the word of the contract, also one that nobody knows yet", async ({ page, emulator }) => {
  const list = new TemplatesPage(page);
  for (const [status, word] of Object.entries(WORDS)) {
    await page.goto(`/templates?status=${status}`);
    const badge = page.locator(`[data-status="${status}"]`).first();
    await expect(badge).toContainText(word);
  }
  const template = await emulator.takeIn("BUILDING");
  const buildId = latest(template)?.executionId ?? "";
  await emulator.moveBuild(buildId, "POLISHING");
  await list.showOnly(template);
  await expect(list.badge(template)).toHaveAttribute("data-status", "POLISHING", { timeout: 20_000 });
  await expect(list.badge(template)).toContainText("POLISHING");
  await expect(list.deleteButton(template)).toHaveAttribute("aria-disabled", "true");
});

test("search, filters and sort live in the URL and survive a reload", async ({
  page,
  emulator,
  imagekeeper,
}) => {
  const truth = await emulator.templates();
  const [first] = truth;
  if (!first) throw new Error("an empty seed");
  await page.goto("/templates");
  await page.getByRole("searchbox").fill(first.name);
  await expect(page).toHaveURL(/[?&]q=/);
  const matching = truth.filter(({ name, imagePipelineId }) =>
    `${name}\n${imagePipelineId}`.includes(first.name),
  ).length;
  expect(matching).toBeGreaterThan(0);
  await expect(page.locator(`[data-template-id="${first.imagePipelineId}"]`)).toBeVisible();
  await page.reload();
  await expect(page.getByRole("searchbox")).toHaveValue(first.name);
  await expect(page.locator(`[data-template-id="${first.imagePipelineId}"]`)).toBeVisible();

  await page.goto("/templates?region=eu-central-1&sort=-name");
  const inRegion = truth.filter(({ regionId }) => regionId === "eu-central-1").length;
  await expect(page.getByRole("table")).toHaveAttribute("aria-rowcount", String(inRegion + 1));
  const { items } = await imagekeeper.json<{ items: { id: string }[] }>(
    "viewer",
    "/api/templates?region=eu-central-1&sort=-name&limit=1",
  );
  await expect(page.locator("[role=row][data-template-id]").first()).toHaveAttribute(
    "data-template-id",
    items[0]?.id ?? "",
  );
});

test("a filter that nothing matches says so and offers the way back", async ({ page }) => {
  await page.goto("/templates?q=no-template-has-this-name");
  await expect(page.getByRole("table")).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1, name: "Image templates" })).toBeVisible();
  await page.getByRole("main").getByRole("button", { name: /clear/i }).first().click();
  await expect(page.getByRole("table")).toBeVisible();
});

test("a failed region says so and keeps its rows", async ({ page, emulator, imagekeeper }) => {
  // The region is listed again once a minute.
  test.setTimeout(180_000);
  const count = (await imagekeeper.templates()).length;
  await emulator.fault({
    kind: "error",
    regionId: "cn-shanghai",
    status: 403,
    code: "Forbidden.RAM",
    message: "no",
  });
  await page.goto("/templates");
  const line = page.getByText("not updated since").first();
  await expect(line).toBeVisible({ timeout: 90_000 });
  await expect(line).toContainText("cn-shanghai");
  await expect(page.getByRole("table")).toHaveAttribute("aria-rowcount", String(count + 1));
});

test("at any place of the list at most 60 rows are in the document, and a focus that is scrolled away is kept", async ({
  page,
}) => {
  test.setTimeout(180_000);
  await page.goto("/templates");
  const row = page.locator("[role=row][data-index='2']");
  const button = row.getByRole("button").last();
  const name = (await button.getAttribute("aria-label")) ?? "";
  await button.focus();
  await page.getByRole("table").hover();
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
  const far = page.locator("[role=row][data-index='100']");
  await expect
    .poll(
      async () => {
        await page.mouse.wheel(0, 500);
        expect(await page.locator("[role=row]").count()).toBeLessThanOrEqual(60);
        expect(await focused()).toBe(name);
        return await far.count();
      },
      { intervals: [50], timeout: 30_000 },
    )
    .toBe(1);
  await expect(row).toHaveCount(1);
  await page.mouse.wheel(0, -100_000);
  await expect(row).toBeInViewport();
  await page.keyboard.press("Tab");
  expect(
    await page.evaluate(() => document.activeElement?.closest("[data-index]")?.getAttribute("data-index")),
  ).toBe("3");
});

test("a drag to the middle brings the rows of the middle, and a row on its way is busy", async ({
  page,
  imagekeeper,
}) => {
  await page.goto("/templates");
  await expect(page.locator("[role=row][data-template-id]").first()).toBeVisible();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\/api\/templates\?.*(rank|cursor)=/, async (route) => {
    await held;
    await route.continue();
  });
  const scroller = page.locator("[role=group]:has(> [role=table])");
  await scroller.evaluate((element) => element.scrollTo({ top: element.scrollHeight / 2 }));
  const busy = page.locator("[role=row][aria-busy=true]");
  await expect(busy.first()).toBeVisible();
  release();
  await expect(busy).toHaveCount(0);
  const row = page.locator("[role=row][data-template-id]").first();
  const index = Number(await row.getAttribute("data-index"));
  expect(index).toBeGreaterThan(60);
  const { items } = await imagekeeper.json<{ items: { id: string }[] }>(
    "viewer",
    `/api/templates?rank=${index}&limit=1`,
  );
  await expect(row).toHaveAttribute("data-template-id", items[0]?.id ?? "");
});

test("tags and resource groups are chosen beside their counts, live in the URL and leave by a press", async ({
  page,
  imagekeeper,
}) => {
  await page.goto("/templates");
  const table = page.getByRole("table");
  await page.getByRole("group", { name: "Filters" }).hover();
  const tags = page.getByRole("combobox", { name: "Tag" });
  const option = tags.locator("option[value='env=prod']");
  await expect(option).toHaveCount(1);
  const count = Number(/· ([\d,]+)$/.exec((await option.textContent()) ?? "")?.[1]?.replace(",", ""));
  const { total } = await imagekeeper.json<{ total: number }>("viewer", "/api/templates?tag=env=prod");
  expect(count).toBe(total);
  await tags.selectOption("env=prod");
  await expect(page).toHaveURL(/[?&]tag=env%3Dprod/);
  await expect(table).toHaveAttribute("aria-rowcount", String(count + 1));

  const groups = page.getByRole("combobox", { name: "Resource group" });
  const group = groups.locator("option[value^=rg-]").first();
  await expect(group).toHaveCount(1);
  const id = (await group.getAttribute("value")) ?? "";
  await groups.selectOption(id);
  await expect(page).toHaveURL(new RegExp(`resourceGroup=${id}`));
  await page.getByRole("button", { name: "Remove the filter env=prod" }).click();
  await expect(page).not.toHaveURL(/tag=/);
  await page.reload();
  await expect(groups).toHaveValue(id);
});

test("columns are chosen by keyboard alone, and the browser remembers them", async ({ page }) => {
  await page.goto("/templates");
  const header = (name: string) => page.getByRole("columnheader", { name, exact: true });
  await expect(header("Base image")).toBeVisible();
  const button = page.getByRole("button", { name: "Columns" });
  await button.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("checkbox", { name: "Base image" }).focus();
  await page.keyboard.press("Space");
  await expect(header("Base image")).toBeHidden();
  await page.getByRole("checkbox", { name: "Builds" }).focus();
  await page.keyboard.press("Space");
  await expect(header("Builds")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(button).toBeFocused();
  await expect(page).toHaveURL(/columns=region%2Cbuild%2Cbuilds%2Ctags%2Cdeletion/);

  await page.goto("/templates");
  await expect(header("Builds")).toBeVisible();
  await expect(header("Base image")).toBeHidden();
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.locator("[role=cell][data-label='Base image']").first()).toBeVisible();
  await page.goto("/templates?columns=region");
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(header("Region")).toBeVisible();
  await expect(header("Builds")).toBeHidden();
});
