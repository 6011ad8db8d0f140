import Bottleneck from "bottleneck";
import { RateLimiter } from "limiter";
import PQueue from "p-queue";
import { createBudget } from "@/lib/server/ecs/budget";
import { numbers, resultName } from "./support/arguments";
import { type Figure, report } from "./support/report";
import { interleave, perRound, range } from "./support/rounds";

// What a place in the budget costs, beside the well-known limiters; and how many calls each of them lets into one minute of an
// endpoint whose clock is not ours. They start a window with their first call, the endpoint with its own minute.

const [calls = 0, rounds = 0] = numbers(2_000, 16);
const ample = calls * 10;
const noop = async () => undefined;

const cpu = async (work: () => Promise<unknown>): Promise<number> => {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / calls;
};
const ours = () =>
  cpu(async () => {
    const budget = createBudget(ample, { now: () => performance.timeOrigin + performance.now() });
    for (let call = 0; call < calls; call += 1) {
      const flight = budget.take("cn-hangzhou", "operation", "collector");
      await noop();
      flight?.land({
        date: Math.floor((performance.timeOrigin + performance.now()) / 1_000) * 1_000,
        throttled: false,
      });
    }
  });
const lanes = {
  ours,
  control: ours,
  bottleneck: () =>
    cpu(async () => {
      const limiter = new Bottleneck({
        reservoir: ample,
        reservoirRefreshAmount: ample,
        reservoirRefreshInterval: 60_000,
      });
      for (let call = 0; call < calls; call += 1) await limiter.schedule(noop);
      await limiter.disconnect();
    }),
  "p-queue": () =>
    cpu(async () => {
      const queue = new PQueue({ interval: 60_000, intervalCap: ample });
      for (let call = 0; call < calls; call += 1) await queue.add(noop);
    }),
  limiter: () =>
    cpu(async () => {
      const limiter = new RateLimiter({ tokensPerInterval: ample, interval: "minute" });
      for (let call = 0; call < calls; call += 1) {
        await limiter.removeTokens(1);
        await noop();
      }
    }),
};
const figures: Figure[] = [];
const times = await interleave(rounds, lanes);
const control = perRound(times.control, times.ours);
const isVoid =
  Math.abs(control.median - 1) > 0.1 ? `void: the control pair is ${control.median.toFixed(2)}; ` : "";
for (const rival of ["bottleneck", "p-queue", "limiter"] as const) {
  const quotient = perRound(times[rival], times.ours);
  figures.push({
    what: `processor of a place, ${rival} ÷ ours`,
    measured: quotient.median,
    goal: "≥ 1",
    note: `${isVoid}${range(quotient)}`,
  });
}

/** The most that one minute of the endpoint holds when a window of one's own begins 30 s into it: a token bucket fills meanwhile. */
function mostInOneMinute(lets: (now: number) => boolean): number {
  const minutes = new Map<number, number>();
  for (let now = 30_000; now < 30_000 + 5 * 60_000; now += 10) {
    while (lets(now)) minutes.set(Math.floor(now / 60_000), (minutes.get(Math.floor(now / 60_000)) ?? 0) + 1);
  }
  return Math.max(...minutes.values());
}
const LIMIT = 300;
const bucket = () => {
  let tokens = LIMIT;
  let at = 30_000;
  return (now: number) => {
    tokens = Math.min(LIMIT, tokens + ((now - at) * LIMIT) / 60_000);
    at = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
};
const minuteOfOurs = () => {
  let time = 30_000;
  const budget = createBudget(LIMIT, { now: () => time });
  return (now: number) => {
    time = now;
    const flight = budget.take("cn-hangzhou", "operation", "collector");
    flight?.land({ date: Math.floor(now / 1_000) * 1_000, throttled: false });
    return flight !== null;
  };
};
figures.push(
  {
    what: `calls in the fullest minute at ${LIMIT}: ours`,
    measured: mostInOneMinute(minuteOfOurs()),
    goal: `≤ ${LIMIT}`,
  },
  {
    what: `calls in the fullest minute at ${LIMIT}: a token bucket`,
    measured: mostInOneMinute(bucket()),
    note: "as limiter keeps one",
  },
);
report(resultName("limiter"), figures);
process.exit(0);
