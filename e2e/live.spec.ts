import type { Page, Request } from "@playwright/test";
import { latest } from "./support/emulator";
import { TemplatesPage } from "./support/templates-page";
import { expect, test } from "./support/test";

test("a running build that moves changes its row in an open page within 15 s, and nothing else", async ({
  page,
  emulator,
}) => {
  const list = new TemplatesPage(page);
  const template = await emulator.takeIn("PREPARING", "BUILDING", "TESTING");
  // What the page loads to come alive is under way when its live connection answers.
  const live = page.waitForResponse((response) => response.url().includes("/api/live"));
  await page.goto(`/templates?region=${template.regionId}&status=${latest(template)?.status}`);
  await expect(list.row(template)).toBeAttached();
  await live;
  // What it loads in an idle moment as well: idle callbacks run in the order in which they were asked for.
  await page.evaluate(() => new Promise<void>((resolve) => requestIdleCallback(() => resolve())));
  const gets: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "GET" && !request.url().includes("/api/live")) gets.push(request.url());
  });
  const others = page.locator(
    `[role="row"][data-template-id]:not([data-template-id="${template.imagePipelineId}"])`,
  );
  const before = await others.evaluateAll((rows) =>
    rows.map((row) => row.querySelector("[data-status]")?.getAttribute("data-status")),
  );
  await emulator.moveBuild(latest(template)?.executionId ?? "", "RELEASING");
  await expect(list.badge(template)).toHaveAttribute("data-status", "RELEASING", { timeout: 15_000 });
  expect(
    await others.evaluateAll((rows) =>
      rows.map((row) => row.querySelector("[data-status]")?.getAttribute("data-status")),
    ),
  ).toEqual(before);
  expect(gets).toEqual([]);
});

test("two tabs of a browser share one live connection, and both see the change", async ({
  page,
  context,
  emulator,
  imagekeeper,
  watch,
}) => {
  const list = new TemplatesPage(page);
  const template = await emulator.takeIn("PREPARING", "BUILDING", "TESTING");
  let connections = 0;
  context.on("request", (request) => {
    if (request.url().includes("/api/live")) connections += 1;
  });
  await list.showOnly(template);
  const second = await context.newPage();
  watch.follow(second);
  const other = new TemplatesPage(second);
  await second.goto(`${imagekeeper.url}/templates?q=${template.imagePipelineId}`);
  await expect(other.row(template)).toBeVisible();
  await emulator.moveBuild(latest(template)?.executionId ?? "", "RELEASING");
  for (const tab of [list, other]) {
    await expect(tab.badge(template)).toHaveAttribute("data-status", "RELEASING", { timeout: 15_000 });
  }
  expect(connections).toBe(1);
});

test("of three tabs one holds the connection; when it closes, another takes over from the last number", async ({
  page,
  context,
  emulator,
  imagekeeper,
  watch,
}) => {
  test.setTimeout(180_000);
  const template = await emulator.takeIn("PREPARING", "BUILDING", "TESTING");
  const connections: Page[] = [];
  context.on("request", (request) => {
    if (new URL(request.url()).pathname === "/api/live") connections.push(request.frame().page());
  });
  const tabs = [page, await context.newPage(), await context.newPage()];
  for (const tab of tabs) {
    if (tab !== page) watch.follow(tab);
    await tab.goto(`${imagekeeper.url}/templates?q=${template.imagePipelineId}`);
    await expect(new TemplatesPage(tab).row(template)).toBeVisible();
  }
  const shows = async (those: Page[], status: string) => {
    await emulator.moveBuild(latest(template)?.executionId ?? "", status);
    for (const tab of those) {
      const badge = new TemplatesPage(tab).badge(template);
      await expect(badge).toHaveAttribute("data-status", status, { timeout: 15_000 });
    }
  };
  await shows(tabs, "DISTRIBUTING");
  expect(connections).toHaveLength(1);
  const leader = connections[0];
  await leader?.close();
  const rest = tabs.filter((tab) => tab !== leader);
  await shows(rest, "RELEASING");
  expect(connections).toHaveLength(2);
  expect(rest).toContain(connections[1]);
});

test("a tab that was hidden for an hour holds no connection, and catches up by one request", async ({
  page,
  emulator,
}) => {
  const list = new TemplatesPage(page);
  const template = await emulator.takeIn("PREPARING", "BUILDING", "TESTING");
  await page.clock.install();
  await page.addInitScript(() => {
    const seen = { hidden: false };
    Object.defineProperty(document, "hidden", { get: () => seen.hidden });
    Object.defineProperty(document, "visibilityState", { get: () => (seen.hidden ? "hidden" : "visible") });
    addEventListener("test-hide", () => {
      seen.hidden = true;
      document.dispatchEvent(new Event("visibilitychange"));
    });
    addEventListener("test-show", () => {
      seen.hidden = false;
      document.dispatchEvent(new Event("visibilitychange"));
    });
  });
  const open = new Set<Request>();
  page.on("request", (request) => {
    if (new URL(request.url()).pathname === "/api/live") open.add(request);
  });
  for (const end of ["requestfinished", "requestfailed"] as const) {
    page.on(end as "requestfinished", (request) => open.delete(request));
  }
  await list.showOnly(template);
  await expect.poll(() => open.size).toBe(1);

  await page.evaluate(() => dispatchEvent(new Event("test-hide")));
  await page.clock.fastForward("01:00:00");
  await expect.poll(() => open.size).toBe(0);
  await emulator.moveBuild(latest(template)?.executionId ?? "", "RELEASING");
  const known = async () => {
    const answer = await page.request.get(`/api/templates?q=${template.imagePipelineId}`);
    const { items } = (await answer.json()) as { items: { latestBuild: { status: string } | null }[] };
    return items[0]?.latestBuild?.status;
  };
  await expect.poll(known, { timeout: 30_000 }).toBe("RELEASING");
  await expect(list.badge(template)).not.toHaveAttribute("data-status", "RELEASING");
  expect(open.size).toBe(0);

  const gets: string[] = [];
  page.on("request", (request) => gets.push(new URL(request.url()).pathname));
  await page.evaluate(() => dispatchEvent(new Event("test-show")));
  await expect(list.badge(template)).toHaveAttribute("data-status", "RELEASING");
  expect(gets).toEqual(["/api/live"]);
});
