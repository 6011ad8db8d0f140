import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { openBrowser } from "./support/browser";
import { startConsole, startEndpoint } from "./support/programs";
import { type Figure, percentile, report } from "./support/report";

// The table in a real browser at 10,000 templates: how many rows the document holds at any place, at both widths, what
// becomes of the focus when its row is scrolled away, and whether the end brings every row.

const COUNT = 10_000;
const PLACES = 60;

/** The rows of the document, and the first and last of those in view, by their row number without the header. */
function look() {
  const scroller = document.querySelector<HTMLElement>("[role=group]:has(> [role=table])");
  const rows = [...document.querySelectorAll<HTMLElement>("[role=row][data-index]")];
  const view = (scroller as HTMLElement).getBoundingClientRect();
  const inView = rows.filter((row) => {
    const box = row.getBoundingClientRect();
    return box.bottom > Math.max(view.top, 0) + 1 && box.top < Math.min(view.bottom, innerHeight) - 1;
  });
  const numbers = inView.map((row) => Number(row.dataset.index)).sort((a, b) => a - b);
  return {
    rows: document.querySelectorAll("[role=row]").length,
    ids: rows.map((row) => row.dataset.templateId ?? ""),
    busy: inView.filter((row) => row.getAttribute("aria-busy") === "true").length,
    elements: (scroller as HTMLElement).querySelectorAll("*").length,
    first: numbers[0] ?? -1,
    last: numbers.at(-1) ?? -1,
    inView: numbers.length,
  };
}

const scrollTo = (page: Page, share: number) =>
  page.evaluate((to) => {
    const scroller = document.querySelector<HTMLElement>("[role=group]:has(> [role=table])");
    scroller?.scrollTo({ top: to * scroller.scrollHeight });
  }, share);

/** After two frames the rows of the new place are drawn. */
const drawn = (page: Page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

async function everywhere(page: Page): Promise<{ rows: number[]; elements: number[]; gaps: number }> {
  const rows: number[] = [];
  const elements: number[] = [];
  let gaps = 0;
  for (let place = 0; place <= PLACES; place += 1) {
    await scrollTo(page, place / PLACES);
    await drawn(page);
    await pause(30);
    const seen = await page.evaluate(look);
    rows.push(seen.rows);
    elements.push(seen.elements);
    if (seen.inView === 0 || seen.last - seen.first + 1 !== seen.inView) gaps += 1;
  }
  return { rows, elements, gaps };
}

/** Tab to the Delete of the third row, then the wheel and the keys far away and back. */
async function focusSurvives(page: Page) {
  const row = page.locator("[role=row][data-index='2']");
  const name = (await row.getByRole("button").last().getAttribute("aria-label")) ?? "";
  await page.locator("[role=group]:has(> [role=table])").focus();
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "body");
  for (let presses = 0; presses < 60 && (await focused()) !== name; presses += 1)
    await page.keyboard.press("Tab");
  const reached = (await focused()) === name;
  const away: number[] = [];
  let lost = 0;
  await page.locator("[role=table]").hover();
  for (let turn = 0; turn < 40; turn += 1) {
    if (turn % 2 === 0) await page.mouse.wheel(0, 4_000);
    else await page.keyboard.press("PageDown");
    await drawn(page);
    if ((await focused()) !== name) lost += 1;
    away.push((await page.evaluate(look)).rows);
  }
  const { first } = await page.evaluate(look);
  await scrollTo(page, 1);
  await drawn(page);
  if ((await focused()) !== name) lost += 1;
  await scrollTo(page, 0);
  await drawn(page);
  await pause(100);
  if ((await focused()) !== name) lost += 1;
  // One more Tab goes on at the next row, not at the page's beginning.
  await page.keyboard.press("Tab");
  const next = await page.evaluate(
    () => document.activeElement?.closest<HTMLElement>("[data-index]")?.dataset.index,
  );
  return { reached, lost, first, goesOn: next === "3", rows: Math.max(...away) };
}

/** Screen by screen to the end; every template must have been in the document with its name. */
async function toTheEnd(page: Page, count: number) {
  const seen = new Set<string>();
  const began = performance.now();
  await scrollTo(page, 0);
  const isAtEnd = () =>
    page.evaluate(() => {
      const scroller = document.querySelector<HTMLElement>("[role=group]:has(> [role=table])");
      if (scroller === null) return true;
      scroller.scrollBy({ top: scroller.clientHeight * 0.9 });
      return scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 2;
    });
  for (let idle = 0; seen.size < count && idle < 100; ) {
    const before = seen.size;
    await drawn(page);
    let now = await page.evaluate(look);
    for (let waits = 0; now.busy > 0 && waits < 200; waits += 1) {
      await pause(20);
      now = await page.evaluate(look);
    }
    for (const id of now.ids) if (id !== "") seen.add(id);
    idle = seen.size === before ? idle + 1 : 0;
    await isAtEnd();
  }
  return { seen: seen.size, seconds: (performance.now() - began) / 1000 };
}

const endpoint = await startEndpoint("--templates", String(COUNT), "--speed", "0", "--rate", "off");
const console = await startConsole(endpoint.url, { ECS_RATE_BUDGET: "6000" });
for (;;) {
  const { byAction } = await endpoint.calls();
  if ((byAction.DescribeImagePipelineExecutions ?? 0) >= COUNT) break;
  await pause(500);
}
// Rows that are read anew now and then are what a user has; a collector that is still at work is not what is measured.
await console.restart({ COLLECTOR: "off" });
const browser = await openBrowser(console.url, "operator");
const figures: Figure[] = [];
const page = await browser.context.newPage();
for (const [width, viewport] of [
  ["1440 px", { width: 1440, height: 900 }],
  ["390 px", { width: 390, height: 844 }],
  ["2560 × 1440", { width: 2560, height: 1440 }],
] as const) {
  await page.setViewportSize(viewport);
  await page.goto("/templates");
  await page.locator("[role=row][data-template-id]").first().waitFor();
  await pause(1_000);
  const { rows, elements, gaps } = await everywhere(page);
  figures.push(
    {
      what: `${width}: row elements, most of ${PLACES + 1} places`,
      measured: Math.max(...rows),
      goal: "≤ 60",
    },
    { what: `${width}: elements of the table, median`, measured: percentile(elements, 0.5) },
    { what: `${width}: places with a hole in the rows`, measured: gaps, goal: "0" },
  );
  await page.goto("/templates");
  await page.locator("[role=row][data-template-id]").first().waitFor();
  await pause(500);
  const focus = await focusSurvives(page);
  figures.push(
    {
      what: `${width}: focus reached by Tab and goes on by it`,
      measured: Number(focus.reached && focus.goesOn),
      goal: "1",
    },
    {
      what: `${width}: focus lost in 42 looks`,
      measured: focus.lost,
      goal: "0",
      note: `row ${focus.first} in view meanwhile`,
    },
    { what: `${width}: row elements with the focus away`, measured: focus.rows, goal: "≤ 60" },
  );
}
await page.setViewportSize({ width: 1440, height: 900 });
await page.goto("/templates");
await page.locator("[role=row][data-template-id]").first().waitFor();
const end = await toTheEnd(page, COUNT);
figures.push({
  what: "rows seen by scrolling to the end",
  measured: end.seen,
  goal: String(COUNT),
  note: `${Math.round(end.seconds)} s, screen by screen`,
});
report("table", figures);
await browser.close();
await console.close();
await endpoint.close();
