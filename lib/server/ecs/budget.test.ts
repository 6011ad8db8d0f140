import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBudget } from "./budget";
import { grantOf, type RateLedger, type WindowKey, type WindowUse } from "./rate-window";
import { gatewayTo, json, manualTime, signature, startScript } from "./testing";

const MINUTE = 60_000;
const region = "cn-hangzhou";
const action = "DescribeImagePipelines";

describe("the budget", () => {
  it.each([
    [1, 10],
    [50, 10],
    [300, 60],
    [1000, 200],
  ])("of %i calls gives users %i on top", (perMinute, userExtra) => {
    expect(createBudget(perMinute, { now: () => 0 })).toMatchObject({ perMinute, userExtra });
  });

  it("lets the collector have its share and no more, each region and operation for itself, each minute anew", () => {
    const time = manualTime(7 * MINUTE + 1_000);
    const budget = createBudget(2, time);
    const take = (name: string) => budget.take(region, name, "collector") !== null;
    const takeAndLand = (name: string) => {
      const flight = budget.take(region, name, "collector");
      flight?.land({ throttled: false });
      return flight !== null;
    };
    expect([takeAndLand("a"), takeAndLand("a"), take("a"), take("b")]).toEqual([true, true, false, true]);
    const waitMs = budget.waitMs(region, "a", "collector");
    // The endpoint's clock is not known yet: it may be a quarter of a second behind.
    expect(waitMs).toBe(59_250);
    time.advance(waitMs - 1);
    expect(take("a")).toBe(false);
    time.advance(1);
    expect(take("a")).toBe(true);
  });

  it("is closed to the collector for the rest of the minute after throttling, never to users, and lower after it", () => {
    const time = manualTime(7 * MINUTE + 1_000);
    const budget = createBudget(100, time);
    budget.take(region, "a", "collector")?.land({ throttled: true });
    expect(budget.take(region, "a", "collector")).toBeNull();
    expect(budget.take(region, "b", "collector")).not.toBeNull();
    expect(budget.take(region, "a", "user")).not.toBeNull();
    time.advance(MINUTE);
    expect(budget.take(region, "a", "collector")).not.toBeNull();
    expect([budget.limit(region, "a"), budget.limit(region, "b")]).toEqual([50, 100]);
  });

  it("whatever the order: users always get their extra, the collector never more than its share, both never more than the sum", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.array(fc.constantFrom("user" as const, "collector" as const), { maxLength: 120 }),
        (perMinute, order) => {
          const budget = createBudget(perMinute, { now: () => MINUTE / 2 });
          const sent = { user: 0, collector: 0 };
          for (const share of order) {
            const isFree = budget.waitMs(region, action, share) === 0;
            expect(budget.take(region, action, share) !== null).toBe(isFree);
            if (share === "user" && sent.user < budget.userExtra) expect(isFree).toBe(true);
            if (isFree) sent[share] += 1;
          }
          expect(sent.collector).toBeLessThanOrEqual(perMinute);
          expect(sent.user + sent.collector).toBeLessThanOrEqual(perMinute + budget.userExtra);
        },
      ),
    );
  });
});

/** An endpoint in the test's hands: its own clock, windows that count what arrives, a quota that others use too. */
function endpoint(options: { ahead: number; quota: number; neighbour: (window: number) => number }) {
  const arrived = new Map<number, number>();
  const passed = new Map<number, number>();
  let throttled = 0;
  return {
    arrived,
    passed,
    throttled: () => throttled,
    arrive(at: number) {
      const clock = at + options.ahead;
      const window = Math.floor(clock / MINUTE);
      const count = (arrived.get(window) ?? 0) + 1;
      arrived.set(window, count);
      const isOver = count > options.quota - options.neighbour(window);
      if (isOver) throttled += 1;
      else passed.set(window, (passed.get(window) ?? 0) + 1);
      return { date: Math.floor(clock / 1_000) * 1_000, throttled: isOver };
    },
  };
}

type Endpoint = ReturnType<typeof endpoint>;

/** Sends whatever the budgets allow, eight calls at a time, for some minutes; `latency` is drawn for each way. */
async function hammer(
  there: Endpoint,
  options: {
    perMinute: number;
    minutes: number;
    latency: () => number;
    processes?: number;
    ledger?: RateLedger;
  },
) {
  let now = 100 * MINUTE + 12_345;
  const budgets = Array.from({ length: options.processes ?? 1 }, () =>
    createBudget(options.perMinute, {
      now: () => now,
      ...(options.ledger && { ledger: options.ledger }),
    }),
  );
  const flying: { at: number; arrives: boolean; step: () => void }[] = [];
  const end = now + options.minutes * MINUTE;
  while (now < end) {
    for (const budget of budgets) {
      for (let free = 8 - flying.length; free > 0; free -= 1) {
        await budget.refill(region, action, "collector");
        const flight = budget.take(region, action, "collector");
        if (flight === null) break;
        const arrivesAt = now + options.latency();
        const step = () => {
          const answer = there.arrive(arrivesAt);
          flying.push({ at: arrivesAt + options.latency(), arrives: false, step: () => flight.land(answer) });
        };
        flying.push({ at: arrivesAt, arrives: true, step });
      }
    }
    const waits = budgets.map((budget) => budget.waitMs(region, action, "collector")).filter((ms) => ms > 0);
    const next = Math.min(now + MINUTE, ...flying.map((each) => each.at), ...waits.map((ms) => now + ms));
    now = Math.max(next, now + 1);
    for (const each of flying.filter(({ at }) => at <= now)) {
      flying.splice(flying.indexOf(each), 1);
      each.step();
    }
  }
  return budgets;
}

/** A pseudo-random latency, the same at each run. */
function latencies(seed: number, most: number) {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state % (most + 1);
  };
}

/** The ledger without a database: what processes of an installation share. */
function sharedLedger(): RateLedger & { leases: () => number; notes: WindowUse[] } {
  const rows = new Map<string, { collector: number; user: number; closed: boolean }>();
  const notes: WindowUse[] = [];
  let leases = 0;
  const rowOf = ({ regionId, action: name, window }: WindowKey) => {
    const key = `${regionId} ${name} ${window}`;
    const row = rows.get(key) ?? { collector: 0, user: 0, closed: false };
    rows.set(key, row);
    return row;
  };
  return {
    leases: () => leases,
    notes,
    async lease(lease) {
      leases += 1;
      const row = rowOf(lease);
      const granted = grantOf(row, lease.limits, lease.share, lease.want);
      row[lease.share] += granted;
      return { granted, places: { ...row } };
    },
    recall: async () => null,
    async note(uses) {
      notes.push(...uses);
      for (const use of uses) if (use.throttled > 0) rowOf(use).closed = true;
    },
  };
}

describe("the budget at the endpoint's windows", () => {
  it("no window of the endpoint ever holds more calls than the budget, wherever its clock stands and however late calls arrive", async () => {
    const world = fc.record({
      ahead: fc.integer({ min: -250, max: 250 }),
      perMinute: fc.integer({ min: 1, max: 400 }),
      seed: fc.integer({ min: 1, max: 1_000_000 }),
      latency: fc.integer({ min: 1, max: 3_000 }),
    });
    await fc.assert(
      fc.asyncProperty(world, async ({ ahead, perMinute, seed, latency }) => {
        const there = endpoint({ ahead, quota: Number.POSITIVE_INFINITY, neighbour: () => 0 });
        await hammer(there, { perMinute, minutes: 4, latency: latencies(seed, latency) });
        expect(Math.max(...there.arrived.values())).toBeLessThanOrEqual(perMinute);
      }),
      { numRuns: 40 },
    );
  });

  it("an endpoint whose clock is far off is understood at its first answers", async () => {
    for (const ahead of [-200_000, -31_000, 29_000, 3_600_000]) {
      const there = endpoint({ ahead, quota: Number.POSITIVE_INFINITY, neighbour: () => 0 });
      await hammer(there, { perMinute: 100, minutes: 4, latency: latencies(7, 40) });
      expect(Math.max(...there.arrived.values())).toBeLessThanOrEqual(100);
      expect([...there.arrived.values()].filter((count) => count === 100).length).toBeGreaterThanOrEqual(3);
    }
  });

  it("two processes together keep the one budget, by few writes", async () => {
    const ledger = sharedLedger();
    const there = endpoint({ ahead: 180, quota: Number.POSITIVE_INFINITY, neighbour: () => 0 });
    await hammer(there, { perMinute: 300, minutes: 5, latency: latencies(3, 60), processes: 2, ledger });
    expect(Math.max(...there.arrived.values())).toBeLessThanOrEqual(300);
    expect(Math.max(...there.arrived.values())).toBeGreaterThanOrEqual(290);
    expect(ledger.leases()).toBeLessThanOrEqual(6 * 15);
    const noted = ledger.notes.reduce((sum, use) => sum + use.collector, 0);
    const sent = [...there.arrived.values()].reduce((sum, count) => sum + count, 0);
    expect(noted).toBeGreaterThanOrEqual(sent - 300);
    expect(noted).toBeLessThanOrEqual(sent);
  });

  it("a ledger that fails costs no call: the process counts for itself", async () => {
    const broken: RateLedger = {
      lease: () => Promise.reject(new Error("gone")),
      recall: () => Promise.reject(new Error("gone")),
      note: () => Promise.reject(new Error("gone")),
    };
    const there = endpoint({ ahead: 0, quota: Number.POSITIVE_INFINITY, neighbour: () => 0 });
    await hammer(there, { perMinute: 50, minutes: 3, latency: latencies(3, 20), ledger: broken });
    expect(Math.max(...there.arrived.values())).toBe(50);
  });

  it("beside a neighbour who eats half of the quota at least 97 % of what is left is used, and no budget of its own is exceeded", async () => {
    const quota = 1_000;
    const there = endpoint({ ahead: 100, quota, neighbour: () => 500 });
    await hammer(there, { perMinute: 600, minutes: 240, latency: latencies(5, 30) });
    const windows = [...there.passed].sort(([a], [b]) => a - b).slice(2, -1);
    const used = windows.reduce((sum, [, count]) => sum + count, 0);
    expect(used / (windows.length * 500)).toBeGreaterThanOrEqual(0.97);
    // One call now and then finds out whether the neighbour has left: fewer than one in a thousand.
    expect(there.throttled() / used).toBeLessThanOrEqual(0.001);
    const own = [...there.arrived.values()].filter((count) => count > quota);
    expect(own).toEqual([]);
  });

  it("a budget within what the neighbour leaves is never throttled at all", async () => {
    const there = endpoint({ ahead: -140, quota: 1_000, neighbour: () => 500 });
    await hammer(there, { perMinute: 500, minutes: 60, latency: latencies(9, 300) });
    expect(there.throttled()).toBe(0);
    const windows = [...there.passed.values()].slice(1, -1);
    expect(Math.min(...windows)).toBeGreaterThanOrEqual(485);
  });

  it("when the neighbour goes, the whole budget is used again within the hour", async () => {
    const start = 100;
    const there = endpoint({
      ahead: 0,
      quota: 1_000,
      neighbour: (window) => (window < start + 20 ? 900 : 0),
    });
    await hammer(there, { perMinute: 600, minutes: 90, latency: latencies(5, 30) });
    expect(there.passed.get(start + 85)).toBe(600);
  });
});

describe("the gateway within its budget", () => {
  const empty = { RequestId: "R", TotalCount: 0, ImagePipeline: { ImagePipelineSet: [] } };
  const collector = { share: "collector" } as const;
  const user = { share: "user" } as const;

  it("lets the collector wait for the next minute when its deadline allows, and refuses at once when not", async () => {
    const script = await startScript((_request, response) => json(response, 200, empty));
    const { gateway, time } = gatewayTo(script.url, { budgetPerMinute: 1 });
    time.advance(MINUTE + 1_000 - (time.now() % MINUTE));
    await gateway.listTemplates(region, collector);
    await expect(gateway.listTemplates(region, collector)).rejects.toMatchObject({
      code: "budget-exhausted",
    });
    expect(time.pauses).toEqual([]);
    await gateway.listTemplates(region, { ...collector, deadlineMs: 61_000 });
    // A second of the minute is over, and the endpoint may be a quarter of a second behind.
    expect(time.pauses).toEqual([MINUTE - 750]);
    expect(script.requests).toHaveLength(2);
    await script.close();
  });

  it("never lets a user wait for what the collector used up, and sends no write beyond the users' share", async () => {
    const script = await startScript((_request, response) => json(response, 200, { ...empty }));
    const { gateway, time } = gatewayTo(script.url, { budgetPerMinute: 1 });
    time.advance(MINUTE + 1_000 - (time.now() % MINUTE));
    await gateway.listTemplates(region, collector);
    for (let count = 0; count < 10; count += 1) await gateway.listTemplates(region, user);
    expect(time.pauses).toEqual([]);
    await expect(gateway.listTemplates(region, user)).rejects.toMatchObject({ code: "budget-exhausted" });
    for (let count = 0; count < 11; count += 1) {
      expect(await gateway.deleteTemplate(region, "ip-a", signature())).toMatchObject({ kind: "accepted" });
    }
    expect(await gateway.deleteTemplate(region, "ip-a", signature())).toEqual({
      kind: "not-sent",
      why: "budget",
    });
    expect(script.requests).toHaveLength(22);
    await script.close();
  });

  it("at the start of a minute sends every one of the deletes that users confirm together, on a shared ledger too", async () => {
    const script = await startScript((_request, response) => json(response, 200, empty));
    const ledger = sharedLedger();
    const never = (_ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve) => signal?.addEventListener("abort", () => resolve(), { once: true }));
    const { gateway, time } = gatewayTo(script.url, { budgetPerMinute: 300, ledger, sleep: never });
    for (const count of [8, 40]) {
      time.advance(MINUTE + 1_000 - (time.now() % MINUTE));
      const deletes = Array.from({ length: count }, (_, at) =>
        gateway.deleteTemplate(region, `ip-${at}`, signature()),
      );
      const kinds = (await Promise.all(deletes)).map((answer) => answer.kind);
      expect(kinds.filter((kind) => kind === "accepted")).toHaveLength(count);
    }
    expect(script.requests).toHaveLength(48);
    expect(ledger.leases()).toBeLessThanOrEqual(30);
    await script.close();
  });

  it("sends no more than the ledger has, whoever asks together", async () => {
    const script = await startScript((_request, response) => json(response, 200, empty));
    const ledger = sharedLedger();
    const never = (_ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve) => signal?.addEventListener("abort", () => resolve(), { once: true }));
    const consoles = [1, 2].map(() => gatewayTo(script.url, { budgetPerMinute: 5, ledger, sleep: never }));
    const deletes = consoles.flatMap(({ gateway, time }, which) => {
      time.advance(MINUTE + 1_000 - (time.now() % MINUTE));
      return Array.from({ length: 20 }, (_, at) =>
        gateway.deleteTemplate(region, `ip-${which}-${at}`, signature()),
      );
    });
    const answers = await Promise.all(deletes);
    // Users have 10 on top, and the 5 that the collector leaves.
    expect(answers.filter(({ kind }) => kind === "accepted")).toHaveLength(15);
    expect(script.requests).toHaveLength(15);
    await script.close();
  });

  it("sends the collector's next call after throttling only in the next minute", async () => {
    const script = await startScript((_request, response, count) =>
      count === 1
        ? json(response, 400, { RequestId: "R", Code: "Throttling.User" })
        : json(response, 200, empty),
    );
    const { gateway, time } = gatewayTo(script.url);
    time.advance(MINUTE + 1_000 - (time.now() % MINUTE));
    const start = time.now();
    await expect(gateway.listTemplates(region, collector)).rejects.toMatchObject({ code: "ecs-throttled" });
    expect(script.requests).toHaveLength(1);
    await gateway.listTemplates(region, { ...collector, deadlineMs: 2 * MINUTE });
    expect(time.now() - start).toBe(MINUTE - 750);
    await script.close();
  });

  it("shows what was sent and throttled in the last 60 s", async () => {
    const script = await startScript((_request, response, count) =>
      count === 2 ? json(response, 400, { RequestId: "R", Code: "Throttling" }) : json(response, 200, empty),
    );
    const { gateway, time } = gatewayTo(script.url, { budgetPerMinute: 300 });
    await gateway.listTemplates(region, user);
    time.advance(30_000);
    await gateway.listTemplates("eu-central-1", user);
    expect(gateway.use()).toEqual({ lastMinute: 3, throttledLastMinute: 1, budget: 300, userExtra: 60 });
    time.advance(31_000);
    expect(gateway.use()).toMatchObject({ lastMinute: 2, throttledLastMinute: 1 });
    time.advance(60_000);
    expect(gateway.use()).toMatchObject({ lastMinute: 0, throttledLastMinute: 0 });
    await script.close();
  });
});
