import { expect, it } from "vitest";
import { WINDOW_MS } from "./pace";
import { builds, busiest, longestGap, simulate } from "./testing/simulate";

const DAY_MINUTES = 24 * 60;

it("a day with 50,000 templates in one region: each is read in every sweep, the budget is used and never exceeded", async () => {
  const running = 3;
  const world = { templates: 50_000, running, budget: 300, minutes: DAY_MINUTES, latency: 200 };
  const { calls, memory } = await simulate({ ...world, isWatched: () => false });
  const reads = builds(calls);
  expect(memory.cold).toBe(0);
  expect(busiest(reads.map((read) => read.at))).toBeLessThanOrEqual(300);
  expect(reads.length).toBeGreaterThanOrEqual(0.93 * 300 * DAY_MINUTES);
  const isRunning = (id: string) => Number(id.slice(3)) < running;
  // What running builds leave of the budget, one read every 5 s each, and a tenth for turns in between.
  const sweep = (50_000 / (300 - running * 12)) * WINDOW_MS;
  const idle = reads.filter((read) => !isRunning(read.templateId));
  expect(longestGap(idle, 0)).toBeLessThanOrEqual(1.1 * sweep);
  const busy = reads.filter((read) => isRunning(read.templateId));
  expect(longestGap(busy, 1.1 * sweep)).toBeLessThanOrEqual(10_000);
  // A listing has 100 pages here; all of them together stay within a quarter of the budget.
  const lists = calls.filter((call) => call.read.kind === "list");
  expect(lists.length * 100).toBeLessThanOrEqual((DAY_MINUTES * 300) / 4 + 100);
}, 120_000);

it("a day in which nobody looks costs a fifteenth of the sweeps of one where somebody does, and loses no template", async () => {
  const world = { templates: 60, running: 2, budget: 300, minutes: DAY_MINUTES, latency: 20 };
  const watched = await simulate(world);
  const alone = await simulate({ ...world, keepAlive: (now) => now > 10 * WINDOW_MS });
  expect(alone.calls.length).toBeLessThanOrEqual(watched.calls.length / 10);
  const idle = builds(alone.calls).filter((read) => Number(read.templateId.slice(3)) >= 2);
  expect(longestGap(idle, 0)).toBeLessThanOrEqual(16 * WINDOW_MS);
  const running = builds(alone.calls).filter((read) => Number(read.templateId.slice(3)) < 2);
  expect(longestGap(running, 0)).toBeLessThanOrEqual(65_000);
});
