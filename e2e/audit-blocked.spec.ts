import { readFileSync } from "node:fs";
import type { Browser, Locator, Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import type { Console } from "./support/console";
import { type Emulator, latest, type Pipeline } from "./support/emulator";
import { TemplatesPage } from "./support/templates-page";
import { expect, test } from "./support/test";

/** Presses Delete on a template that is building, as the operator would, so that it is refused. */
async function press(page: Page, template: Pipeline): Promise<void> {
  const list = new TemplatesPage(page);
  await list.showOnly(template);
  await list.deleteButton(template).click({ force: true });
  await expect(list.blockedDialog(template)).toBeVisible();
}

/** The sequence numbers of a template's refused deletes, oldest first. */
async function blockedOf(imagekeeper: Console, template: Pipeline): Promise<number[]> {
  const events = await imagekeeper.audit(template.imagePipelineId);
  return events.filter(({ outcome }) => outcome === "blocked").map(({ seq }) => seq);
}

type World = { readonly browser: Browser; readonly emulator: Emulator; readonly imagekeeper: Console };

/** Refused deletes of a template, by an operator in a window of their own. */
async function refuse({ browser, imagekeeper }: World, template: Pipeline, presses: number): Promise<void> {
  const context = await browser.newContext({
    baseURL: imagekeeper.url,
    storageState: await imagekeeper.storageState("operator"),
    locale: "en-US",
    viewport: { width: 1280, height: 720 },
  });
  const page = await context.newPage();
  for (let turn = 0; turn < presses; turn++) await press(page, template);
  await context.close();
}

/** A building template with that many refused deletes, and their numbers, oldest first. */
async function refused(world: World, presses = 1): Promise<{ template: Pipeline; seqs: number[] }> {
  const running = ["BUILDING", "TESTING", "DISTRIBUTING", "PREPARING", "RELEASING", "REPAIRING"] as const;
  const template = await world.emulator.takeIn(...running);
  await refuse(world, template, presses);
  return { template, seqs: await blockedOf(world.imagekeeper, template) };
}

const only = ({ imagePipelineId }: Pipeline) => `/audit/blocked?templateId=${imagePipelineId}`;
const figure = (page: Page) => page.getByRole("figure", { name: /^Blocked deletes: \d+ attempts?$/ });
const mark = (page: Page, seq: number | undefined) => page.locator(`[data-audit-seq="${seq}"]`);
const row = (page: Page, seq: number | undefined) => page.locator(`tr[data-seq="${seq}"]`);
const plot = (page: Page) => page.getByRole("group", { name: "Timeline" });

/** Hours in view, as the page says them once the view rests. */
async function hoursInView(page: Page): Promise<number> {
  const text = (await page.locator('[role="status"]').first().textContent()) ?? "";
  const [, from = "", to = ""] = /^Showing (.+) to (.+) UTC/.exec(text) ?? [];
  const year = new Date().getUTCFullYear();
  return (Date.parse(`${to} ${year} UTC`) - Date.parse(`${from} ${year} UTC`)) / 3_600_000;
}

async function showWholeDay(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Show the whole range" }).click();
  await expect.poll(() => hoursInView(page)).toBeCloseTo(24, 1);
}

async function middle(element: Locator): Promise<number> {
  const box = await element.boundingBox();
  if (!box) throw new Error("not drawn");
  return box.x + box.width / 2;
}

test.use({ role: "auditor" });

test("a refused delete is a mark on the bar of the build that blocked it, chosen together with its row", async ({
  page,
  browser,
  emulator,
  imagekeeper,
}) => {
  const { template, seqs } = await refused({ browser, emulator, imagekeeper }, 2);
  expect(seqs).toHaveLength(2);
  await page.goto(only(template));
  await expect(page.getByRole("figure", { name: "Blocked deletes: 2 attempts", exact: true })).toBeVisible();
  const [first, second] = seqs;
  for (const seq of seqs) {
    await expect(mark(page, seq)).toHaveAttribute("data-build-id", latest(template)?.executionId ?? "");
    await expect(row(page, seq)).toContainText(template.name);
  }
  const bar = await page.locator(`rect[data-build-id="${latest(template)?.executionId}"]`).boundingBox();
  const box = await mark(page, first).boundingBox();
  expect(box?.y).toBeLessThan((bar?.y ?? 0) + (bar?.height ?? 0));
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeGreaterThan(bar?.y ?? 0);
  expect(await middle(mark(page, first))).toBeGreaterThanOrEqual((bar?.x ?? 0) - 1);
  expect(await middle(mark(page, first))).toBeLessThanOrEqual((bar?.x ?? 0) + (bar?.width ?? 0) + 1);

  await mark(page, first).click();
  await expect(mark(page, first)).toHaveAttribute("aria-pressed", "true");
  await expect(row(page, first)).toHaveAttribute("aria-selected", "true");
  await row(page, second)
    .getByRole("button", { name: `Show event ${second} in the picture` })
    .click();
  await expect(mark(page, second)).toHaveAttribute("aria-pressed", "true");
  await expect(row(page, first)).toHaveAttribute("aria-selected", "false");
});

test("wheel, drag and buttons move through time, and the whole range is a press away", async ({
  page,
  browser,
  emulator,
  imagekeeper,
}) => {
  const { template, seqs } = await refused({ browser, emulator, imagekeeper });
  await page.goto(only(template));
  await showWholeDay(page);
  await mark(page, seqs[0]).hover();
  await page.mouse.wheel(0, -300);
  await expect.poll(() => hoursInView(page)).toBeLessThan(13);
  const at = await plot(page).boundingBox();
  if (!at) throw new Error("no plot");
  await page.mouse.move(at.x + at.width - 300, at.y + 4);
  await page.mouse.down();
  await page.mouse.move(at.x + at.width - 180, at.y + 4, { steps: 4 });
  await page.mouse.up();
  // The end of the time is at the right: dragging it away moves the mark out of view.
  await expect(mark(page, seqs[0])).toHaveCount(0);
  await page.getByRole("button", { name: "Fit to events" }).click();
  await expect(mark(page, seqs[0])).toBeVisible();
});

test("two fingers come closer", async ({ page, browser, emulator, imagekeeper }) => {
  const { template } = await refused({ browser, emulator, imagekeeper });
  await page.goto(only(template));
  await showWholeDay(page);
  const box = await plot(page).boundingBox();
  if (!box) throw new Error("no plot");
  const session = await page.context().newCDPSession(page);
  const right = box.x + box.width - 20;
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", apart: number) =>
    session.send("Input.dispatchTouchEvent", {
      type,
      touchPoints:
        type === "touchEnd"
          ? []
          : [
              { x: right - apart, y: box.y + 15, id: 1 },
              { x: right, y: box.y + 15, id: 2 },
            ],
    });
  await touch("touchStart", 60);
  for (const apart of [120, 240, 400]) await touch("touchMove", apart);
  await touch("touchEnd", 0);
  await expect.poll(() => hoursInView(page)).toBeLessThan(8);
});

test("by keyboard alone: to the plot, through time, to a mark, and to its row", async ({
  page,
  browser,
  emulator,
  imagekeeper,
}) => {
  const { template, seqs } = await refused({ browser, emulator, imagekeeper }, 2);
  await page.goto(only(template));
  await expect(figure(page)).toBeVisible();
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press("Tab");
    if (await plot(page).evaluate((element) => element === document.activeElement)) break;
  }
  await expect(plot(page)).toBeFocused();
  await page.keyboard.press("0");
  await page.keyboard.press("+");
  await page.keyboard.press("+");
  await page.keyboard.press("Home");
  await expect(mark(page, seqs[0])).toHaveCount(0);
  await page.keyboard.press("End");
  await expect(mark(page, seqs[0])).toBeVisible();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(mark(page, seqs[1])).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(mark(page, seqs[0])).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(row(page, seqs[0])).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Escape");
  await expect(row(page, seqs[0])).toHaveAttribute("aria-selected", "false");
});

test("a new refused delete is offered and moves nothing until it is asked for", async ({
  page,
  browser,
  emulator,
  imagekeeper,
}) => {
  const { template, seqs } = await refused({ browser, emulator, imagekeeper });
  await page.goto(only(template));
  await expect(mark(page, seqs[0])).toBeVisible();
  await imagekeeper.fetch("operator", "/templates");
  const context = await page
    .context()
    .browser()
    ?.newContext({
      baseURL: imagekeeper.url,
      storageState: await imagekeeper.storageState("operator"),
    });
  const other = await context?.newPage();
  if (!other) throw new Error("no browser");
  await press(other, template);
  await context?.close();
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  const offer = page.getByRole("button", { name: "1 new event, update" });
  await expect(offer).toBeVisible();
  await expect(page.locator("[data-audit-seq]")).toHaveCount(1);
  await offer.click();
  await expect(page.getByRole("figure", { name: "Blocked deletes: 2 attempts", exact: true })).toBeVisible();
});

test("the picture is saved as a PNG under the page's own security policy", async ({
  page,
  browser,
  emulator,
  imagekeeper,
}) => {
  const { template } = await refused({ browser, emulator, imagekeeper });
  await page.goto(only(template));
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save as PNG" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^blocked-deletes-\d{4}-\d{2}-\d{2}\.png$/);
  const bytes = readFileSync(await file.path());
  expect(bytes.subarray(1, 4).toString()).toBe("PNG");
  expect(bytes.length).toBeGreaterThan(5_000);
});

test("an empty time says so and offers a longer one; an address that is not understood is named", async ({
  page,
}) => {
  await page.goto("/audit/blocked?from=2020-01-01&to=2020-01-02");
  await expect(page.getByRole("figure", { name: "Blocked deletes: 0 attempts" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Look at 90 days" })).toBeVisible();
  await page.goto("/audit/blocked?range=century");
  await expect(page.getByRole("alert").first()).toContainText("range");
});

test("the page does not exist for a viewer, and neither do its reads", async ({ imagekeeper }) => {
  for (const path of ["/audit/blocked", "/api/audit/blocked", "/api/audit/blocked/events"]) {
    expect((await imagekeeper.fetch("viewer", path)).status).toBe(404);
    expect((await imagekeeper.fetch("auditor", path)).status).toBe(200);
  }
  expect((await imagekeeper.fetch("auditor", "/api/audit/blocked?from=x")).status).toBe(400);
});

for (const [name, options] of [
  ["light", { colorScheme: "light" }],
  ["dark, 390 px, Chinese", { colorScheme: "dark", viewport: { width: 390, height: 844 }, locale: "zh-CN" }],
] as const) {
  test.describe(name, () => {
    test.use(options);
    test("axe finds nothing, nothing is wider than the screen, and the marks are there", async ({
      page,
      browser,
      emulator,
      imagekeeper,
    }) => {
      const { template, seqs } = await refused({ browser, emulator, imagekeeper });
      await page.goto("/audit/blocked");
      await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
      await expect(mark(page, seqs[0])).toBeVisible();
      await expectAccessible(page);
      await page.goto(only(template));
      await mark(page, seqs[0]).click();
      await expect(row(page, seqs[0])).toHaveAttribute("aria-selected", "true");
      await expectAccessible(page);
      const over = () =>
        page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(await over()).toBeLessThanOrEqual(0);
      if ("locale" in options) {
        await expect(page.getByRole("main")).not.toContainText(/Blocked|attempt|MISSING_MESSAGE/);
      }
      await page.goto("/audit/blocked?from=2020-01-01&to=2020-01-02");
      await expectAccessible(page);
    });
  });
}
