import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { openBrowser } from "./support/browser";
import { startEndpoint } from "./support/programs";
import { type Figure, percentile, report } from "./support/report";
import { startSeededConsole } from "./support/seeded-console";

// The table in a real browser at 50,000 templates: how many elements the document holds below it at any place, at three
// widths, what becomes of the focus when its row is scrolled away, whether a drag to the middle brings the middle and
// scrolling to the end brings every row, how soon a filter shows its result once the server has answered, what a frame
// of scrolling takes, and whether all can be selected.

const COUNT = 50_000;
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
    elements: document.querySelector("[role=table]")?.querySelectorAll("*").length ?? 0,
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

/** From the last byte of the server's answer to the frame that shows its rows, ms; each filter another way. */
async function filterTimes(page: Page): Promise<number[]> {
  const times: number[] = [];
  const choices = ["cn-shanghai", "cn-beijing", "eu-central-1", "us-west-1", "cn-hangzhou"];
  for (const [turn, region] of [...choices, ...choices, ...choices].entries()) {
    await page.evaluate(() => performance.clearResourceTimings());
    const shown = page.evaluate(
      (wanted) =>
        new Promise<number>((done) => {
          const look = () => {
            const rows = [...document.querySelectorAll<HTMLElement>("[role=row][data-region-id]")];
            const isOld = document.querySelector("section[aria-busy=true] [role=table]") !== null;
            const answer = performance
              .getEntriesByType("resource")
              .findLast((entry) => entry.name.includes(`region=${wanted}`)) as
              | PerformanceResourceTiming
              | undefined;
            if (
              answer?.responseEnd &&
              !isOld &&
              rows.length > 0 &&
              rows.every((row) => row.dataset.regionId === wanted)
            )
              done(performance.now() - answer.responseEnd);
            else requestAnimationFrame(look);
          };
          look();
        }),
      region,
    );
    // Another order each time round, so that no answer is known before.
    const order = ["name", "-name", "-startedAt"][Math.floor(turn / choices.length)] ?? "name";
    await page.evaluate(
      ([wanted, sort]) => window.history.pushState(null, "", `/templates?region=${wanted}&sort=${sort}`),
      [region, order] as const,
    );
    times.push(await shown);
  }
  return times;
}

/** ms between frames while the wheel turns through loaded and unloaded rows. */
async function frameTimes(page: Page): Promise<number[]> {
  return await page.evaluate(
    () =>
      new Promise<number[]>((done) => {
        const scroller = document.querySelector<HTMLElement>("[role=group]:has(> [role=table])");
        const times: number[] = [];
        let last = performance.now();
        const step = (now: number) => {
          times.push(now - last);
          last = now;
          scroller?.scrollBy({ top: 120 });
          if (times.length < 240) requestAnimationFrame(step);
          else done(times.slice(1));
        };
        requestAnimationFrame(step);
      }),
  );
}

/** ms until the rows of the middle stand where the rows on their way stood; how many were busy meanwhile. */
async function jump(page: Page): Promise<{ ms: number; busy: number; first: number }> {
  await scrollTo(page, 0);
  await drawn(page);
  const began = performance.now();
  await scrollTo(page, 0.5);
  await drawn(page);
  let seen = await page.evaluate(look);
  const { busy } = seen;
  while (seen.busy > 0 || seen.inView === 0) {
    await pause(5);
    seen = await page.evaluate(look);
  }
  return { ms: performance.now() - began, busy, first: seen.first };
}

/** ms until all that match are selected, and what the page then says of the delete. */
async function selectAll(page: Page): Promise<{ ms: number; said: string; refuses: boolean }> {
  const began = performance.now();
  await page.getByRole("checkbox", { name: "Select all" }).click();
  const button = page.getByRole("button", { name: /^Delete [\d,]+ templates$/ });
  await button.waitFor({ timeout: 120_000 });
  const ms = performance.now() - began;
  return {
    ms,
    said: (await button.textContent()) ?? "",
    refuses: (await button.getAttribute("aria-disabled")) === "true",
  };
}

const endpoint = await startEndpoint("--templates", "10", "--speed", "0");
const console = await startSeededConsole(endpoint.url, COUNT);
const browser = await openBrowser(console.url, "operator");
// The loader of these programs gives functions names by a helper that a page does not have.
await browser.context.addInitScript("globalThis.__name = (each) => each");
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
    {
      what: `${width}: elements below the table, most`,
      measured: Math.max(...elements),
      goal: "≤ 400",
      note: `median ${percentile(elements, 0.5)}`,
    },
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
const middle = await jump(page);
const frames = await frameTimes(page);
const filters = await filterTimes(page);
await page.goto("/templates");
await page.locator("[role=row][data-template-id]").first().waitFor();
await pause(1_000);
const all = await selectAll(page);
await page.goto("/templates?region=us-west-1");
await page.locator("[role=row][data-template-id]").first().waitFor();
const part = COUNT / 5;
const end = await toTheEnd(page, part);
figures.push(
  {
    what: "ms from a drag to the middle to its rows",
    measured: middle.ms,
    note: `row ${middle.first}; ${middle.busy} busy meanwhile`,
  },
  {
    what: "ms from the server's answer to the filtered rows, worst of 15",
    measured: Math.max(...filters),
    goal: "≤ 100",
    note: `median ${percentile(filters, 0.5).toFixed(0)}`,
  },
  {
    what: "ms between frames while scrolling, p95",
    measured: percentile(frames, 0.95),
    note: `median ${percentile(frames, 0.5).toFixed(0)}`,
  },
  { what: "ms until all are selected", measured: all.ms, note: `${all.said}; refused: ${all.refuses}` },
  {
    what: "rows of a region seen by scrolling to the end",
    measured: end.seen,
    goal: String(part),
    note: `${Math.round(end.seconds)} s, screen by screen`,
  },
);
report("table", figures);
await browser.close();
await console.close();
await endpoint.close();
