import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { paceOf, WINDOW_MS } from "./pace";
import { planRegion } from "./planner";
import { builds, busiest, longestGap, simulate, usual } from "./testing/simulate";

describe("the planner", () => {
  it("no 60 seconds hold more calls of an operation than the budget, whatever there is to read", async () => {
    const arbitrary = fc.record({
      templates: fc.integer({ min: 0, max: 100 }),
      running: fc.integer({ min: 0, max: 40 }),
      budget: fc.integer({ min: 1, max: 300 }),
      latency: fc.integer({ min: 1, max: 9_000 }),
    });
    await fc.assert(
      fc.asyncProperty(arbitrary, async (world) => {
        const { calls } = await simulate({ ...world, minutes: 6 });
        expect(busiest(builds(calls).map((call) => call.at))).toBeLessThanOrEqual(world.budget);
        const lists = calls.filter((call) => call.read.kind !== "builds");
        expect(busiest(lists.map((call) => call.at))).toBeLessThanOrEqual(world.budget);
      }),
      { numRuns: 25 },
    );
  });

  it("at the default budget no idle template of a demo's region waits longer than one sweep and 15 s, from the first read on", async () => {
    const arbitrary = fc.record({
      templates: fc.integer({ min: 1, max: 60 }),
      running: fc.integer({ min: 0, max: 12 }),
      latency: fc.integer({ min: 1, max: 400 }),
    });
    await fc.assert(
      fc.asyncProperty(arbitrary, async ({ templates, running, latency }) => {
        const { calls } = await simulate({
          templates: templates + running,
          running,
          latency,
          budget: 300,
          minutes: 5,
        });
        const idle = builds(calls).filter((read) => Number(read.templateId.slice(3)) >= running);
        expect(longestGap(idle, 0)).toBeLessThanOrEqual(WINDOW_MS + 15_000);
      }),
      { numRuns: 25 },
    );
  });

  // Where many builds run on a small budget, a sweep takes up to a tenth longer (docs/performance.md).
  // Where the first reads use up most of the budget, the first sweep begins as much later.
  it("every template is read within its bound: running ones soon, the rest within one sweep and 15 s", async () => {
    const arbitrary = fc.record({
      templates: fc.integer({ min: 1, max: 40 }),
      share: fc.double({ min: 0, max: 0.4, noNaN: true }),
      budget: fc.integer({ min: 40, max: 300 }),
      latency: fc.integer({ min: 1, max: 400 }),
    });
    await fc.assert(
      fc.asyncProperty(arbitrary, async ({ share, ...world }) => {
        const running = Math.floor(world.templates * share);
        const { calls } = await simulate({ ...world, running, minutes: 14 });
        const reads = builds(calls);
        const pace = paceOf({
          ...usual,
          templates: world.templates,
          running,
          budget: world.budget,
          limit: world.budget,
        });
        const isRunning = (id: string) => Number(id.slice(3)) < running;
        const idle = reads.filter((read) => !isRunning(read.templateId));
        const busy = reads.filter((read) => isRunning(read.templateId));
        const sweep = pace.sweepLate - 5_000;
        const bound = 1.1 * sweep + 15_000 + pace.sweepGap;
        expect(longestGap(idle, 2 * WINDOW_MS)).toBeLessThanOrEqual(bound + WINDOW_MS);
        expect(longestGap(idle, 2 * WINDOW_MS + bound + WINDOW_MS)).toBeLessThanOrEqual(bound);
        expect(longestGap(busy, 2 * WINDOW_MS)).toBeLessThanOrEqual(2 * pace.runningGap + 10_000);
        expect(new Set(reads.map((read) => read.templateId)).size).toBe(world.templates);
      }),
      { numRuns: 60 },
    );
  });

  it("60 templates of a region are read at once, each once, and then no more for 12 s", async () => {
    const { calls } = await simulate({ templates: 60, running: 0, budget: 300, minutes: 0.2, latency: 20 });
    expect(builds(calls)).toHaveLength(60);
    expect(calls.at(-1)?.at).toBeLessThan(400);
    expect(calls.filter((call) => call.read.kind === "list")).toHaveLength(1);
  });

  it("an idle region of 60 costs a sweep and a listing a minute, a quarter of the budget", async () => {
    const { calls } = await simulate({ templates: 60, running: 0, budget: 300, minutes: 10, latency: 20 });
    const late = builds(calls).filter((call) => call.at > 4 * WINDOW_MS);
    expect(busiest(late.map((call) => call.at))).toBeLessThanOrEqual(76);
    expect(longestGap(builds(calls), 0)).toBeLessThanOrEqual(75_000);
    expect(calls.filter((call) => call.read.kind === "list").length).toBeLessThanOrEqual(11);
  });

  it("with the default budget a running build is read at least every 10 s while a region holds 25 of them", async () => {
    const world = { templates: 120, running: 25, budget: 300, minutes: 6, latency: 50 };
    const { calls } = await simulate(world);
    const busy = builds(calls).filter((read) => Number(read.templateId.slice(3)) < 25);
    expect(longestGap(busy, 0)).toBeLessThanOrEqual(10_000);
  });

  it("running builds keep their turn while thousands are read for the first time", async () => {
    const { calls } = await simulate({ templates: 2_000, running: 6, budget: 300, minutes: 4, latency: 20 });
    const busy = builds(calls).filter((read) => Number(read.templateId.slice(3)) < 6);
    expect(longestGap(busy, 2 * WINDOW_MS)).toBeLessThanOrEqual(15_000);
    expect(new Set(builds(calls).map((read) => read.templateId)).size).toBeGreaterThan(800);
  });

  it("where nobody looks first reads keep no more of the budget free than running builds take in a minute", async () => {
    const world = { templates: 9_000, running: 40, budget: 600, minutes: 10, latency: 20 };
    const { calls } = await simulate({ ...world, isWatched: () => false });
    const reads = builds(calls).filter(({ at }) => at >= WINDOW_MS);
    expect(reads.length).toBeGreaterThanOrEqual((600 - 40) * 9);
  });

  it("while first reads are under way and nobody looks, nothing is read twice within a minute", async () => {
    const world = { templates: 700, running: 70, budget: 1_000, minutes: 0.9, latency: 500 };
    const { calls, memory } = await simulate({ ...world, isWatched: () => false });
    const first = builds(calls).findLastIndex((read) => read.why === "first");
    expect(memory.cold).toBe(0);
    expect(first).toBe(699);
  });

  it("the sweep too waits for a minute then, and no longer", async () => {
    const { memory } = await simulate({ templates: 20, running: 0, budget: 300, minutes: 0.1, latency: 20 });
    const reads = (now: number, firstReads: "watched" | "unwatched") =>
      planRegion(memory.view(now), now, { ...usual, firstReads }).reads.filter(
        (read) => read.kind === "builds",
      ).length;
    expect([reads(59_000, "watched"), reads(59_000, "unwatched"), reads(61_000, "unwatched")]).toEqual([
      1, 0, 1,
    ]);
  });

  it("who opens a page while first reads are under way has running builds read again within 5 s, then every 15 s", async () => {
    const opened = 30_000;
    const world = { templates: 2_000, running: 10, budget: 1_000, minutes: 1.5, latency: 500 };
    const { calls } = await simulate({ ...world, isWatched: (now) => now >= opened });
    const running = builds(calls).filter((read) => Number(read.templateId.slice(3)) < 10);
    const since = running.filter((read) => read.at >= opened);
    expect(running.filter((read) => read.at < opened)).toHaveLength(10);
    for (let index = 0; index < 10; index += 1) {
      const times = since.flatMap((read) => (read.templateId === `ip-${index}` ? [read.at] : []));
      expect(times[0]).toBeLessThanOrEqual(opened + 5_000);
    }
    expect(longestGap(since, 0)).toBeLessThanOrEqual(15_000);
  });

  it("a warm start reads nothing that is young enough, and what is older in the sweep's turn", async () => {
    const world = { templates: 40, running: 0, budget: 300, latency: 20 };
    const young = await simulate({ ...world, readAgo: 1_000, minutes: 0.2 });
    expect(builds(young.calls)).toEqual([]);
    const old = await simulate({ ...world, readAgo: 3_600_000, minutes: 1 });
    expect(new Set(builds(old.calls).map((read) => read.templateId)).size).toBe(40);
  });

  it("one template that never can be read keeps no other from being read", async () => {
    const { calls } = await simulate({
      ...{ templates: 20, running: 0, budget: 300, minutes: 10, latency: 20 },
      answer: (read) => {
        if (read.kind === "list") return { kind: "listed", pages: 1, suspects: [] };
        if (read.templateId === "ip-3") return { kind: "failed", code: "ecs-unreadable" };
        return { kind: "read", running: false, leftMs: null };
      },
    });
    const others = builds(calls).filter((read) => read.templateId !== "ip-3");
    expect(longestGap(others, 0)).toBeLessThanOrEqual(75_000);
    expect(builds(calls).length - others.length).toBeLessThanOrEqual(20);
  });

  it("a region that answers nothing is tried ahead by single calls, ever more rarely", async () => {
    const { calls } = await simulate({
      ...{ templates: 20, running: 5, budget: 300, minutes: 10, latency: 20, readAgo: 60_000 },
      answer: () => ({ kind: "failed", code: "ecs-unreachable" }),
    });
    expect(calls.length).toBeLessThanOrEqual(75);
    expect(calls.length).toBeGreaterThan(30);
  });

  it("a hint is read next, ahead of everything, also when the sweep would come later", async () => {
    const { memory } = await simulate({ templates: 20, running: 0, budget: 300, minutes: 0.1, latency: 20 });
    memory.hint("ip-7");
    const plan = planRegion(memory.view(6_000), 6_000, usual);
    expect(plan.reads).toEqual([{ kind: "builds", templateId: "ip-7", why: "hint" }]);
  });

  it("a hint of a template that we do not know has the region listed", async () => {
    const { memory } = await simulate({ templates: 2, running: 0, budget: 300, minutes: 0.1, latency: 20 });
    memory.hint("ip-new");
    const plan = planRegion(memory.view(6_000), 6_000, usual);
    expect(plan.reads).toEqual([{ kind: "list" }]);
  });

  it("a hundred templates that never can be read keep no other from being read in its time", async () => {
    const poison = (id: string) => Number(id.slice(3)) < 100;
    const { calls } = await simulate({
      ...{ templates: 160, running: 0, budget: 300, minutes: 20, latency: 20 },
      answer: (read) => {
        if (read.kind === "list") return { kind: "listed", pages: 1, suspects: [] };
        if (poison(read.templateId)) return { kind: "failed", code: "ecs-unreadable" };
        return { kind: "read", running: false, leftMs: null };
      },
    });
    const others = builds(calls).filter((read) => !poison(read.templateId));
    expect(longestGap(others, 0)).toBeLessThanOrEqual((160 / 75) * WINDOW_MS + 15_000);
  });

  it("a build far from its expected end is read every 9 s, near it every 5 s", async () => {
    const world = { templates: 3, running: 2, budget: 300, minutes: 10, latency: 20 };
    const { calls } = await simulate({ ...world, endsIn: (id) => (id === "ip-0" ? 3_600_000 : 1_000) });
    const times = (id: string) => builds(calls).filter((read) => read.templateId === id);
    expect(longestGap(times("ip-0"), 0)).toBeLessThanOrEqual(9_500);
    expect(longestGap(times("ip-1"), 0)).toBeLessThanOrEqual(5_500);
    expect(times("ip-0").length).toBeLessThan(times("ip-1").length * 0.7);
  });

  it("what somebody has in view is read first among what was never read, at not one call more", async () => {
    const world = { templates: 2_000, running: 0, budget: 300, minutes: 8, latency: 20 };
    const plain = await simulate(world);
    const looked = await simulate({ ...world, looksAt: ["ip-1990", "ip-1991", "ip-1992"] });
    const firstOf = (run: typeof plain) =>
      builds(run.calls)
        .slice(0, 3)
        .map((read) => read.templateId);
    expect(firstOf(looked)).toEqual(["ip-1990", "ip-1991", "ip-1992"]);
    expect(firstOf(plain)).not.toEqual(firstOf(looked));
    expect(looked.calls.length).toBe(plain.calls.length);
  });

  it("sends no more than the endpoint's window holds, and nothing while it is closed", async () => {
    const { memory } = await simulate({ templates: 400, running: 0, budget: 300, minutes: 0, latency: 20 });
    memory.hint("ip-new");
    const builds = { limit: 300, left: 3, opensInMs: 0 };
    const closed = { limit: 300, left: 0, opensInMs: 41_000 };
    expect(planRegion(memory.view(0), 0, { ...usual, builds }).reads).toHaveLength(4);
    expect(planRegion(memory.view(0), 0, { ...usual, builds: closed, lists: closed })).toEqual({
      reads: [],
      wakeAt: 41_000,
    });
  });
});
