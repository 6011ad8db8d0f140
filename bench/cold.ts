import { list, resultName } from "./support/arguments";
import { startConsole, startEndpoint } from "./support/programs";
import { type Figure, percentile, report } from "./support/report";
import { coldBound, describes, everyStatus, truth } from "./support/world";

// From an empty database to every status known: calls against the fewest that ECS allows, sum of ceil(n/500) + N, and the time
// against what physics allows: round trips, the budget's minutes, and the processor that so many calls take.

/** Milliseconds of one answer, reads under way at once, processor of one signed call through the SDK, cores. */
const LATENCY_MS = 20;
const AT_ONCE = 64;
const CALL_CPU_MS = 0.5;
const CORES = 2;

const figures: Figure[] = [];
for (const count of list(200, 2_000, 10_000, 50_000)) {
  // No build moves, so that no call is a second look at a running one for longer than it must be.
  const world = [
    "--templates",
    String(count),
    "--speed",
    "0",
    "--rate",
    "off",
    "--latency",
    String(LATENCY_MS),
  ];
  const endpoint = await startEndpoint(...world);
  const { calls: bound, largest } = coldBound(await truth(endpoint));
  // One minute holds the largest region: what is measured is the collector, not the wait for the next minute.
  const budget = Math.max(1_000, largest + 1_000);
  const began = performance.now();
  const console = await startConsole(endpoint.url, { ECS_RATE_BUDGET: String(budget) });
  const up = performance.now();
  await everyStatus(console, endpoint, count);
  const seconds = (performance.now() - up) / 1_000;
  const used = await describes(endpoint);
  const roundTrips = (LATENCY_MS / 1_000) * (Math.ceil(largest / 500) + Math.ceil(count / AT_ONCE));
  const processor = (count * CALL_CPU_MS) / CORES / 1_000;
  figures.push(
    {
      what: `cold ${count}: calls ÷ bound`,
      measured: used / bound,
      goal: "≤ 1.005",
      note: `${used} of ${bound}`,
    },
    { what: `cold ${count}: throttled`, measured: (await endpoint.calls()).throttled, goal: "0" },
    {
      what: `cold ${count}: s to every status ÷ bound`,
      measured: seconds / Math.max(roundTrips, processor),
      goal: "1.10",
      note: `${seconds.toFixed(1)} s of ${Math.max(roundTrips, processor).toFixed(1)} s, up after ${((up - began) / 1_000).toFixed(1)} s`,
    },
    {
      what: `cold ${count}: resident MB`,
      measured: console.memory(),
      goal: count === 2_000 ? "≤ 350" : "",
    },
  );

  await console.restart({ COLLECTOR: "off" });
  const before = (await endpoint.calls()).total;
  const times: number[] = [];
  for (let view = 0; view < 20; view += 1) {
    const start = performance.now();
    await (await console.get("/templates")).text();
    times.push(performance.now() - start);
  }
  figures.push(
    {
      what: `warm ${count}: calls by 20 page views`,
      measured: (await endpoint.calls()).total - before,
      goal: "0",
    },
    {
      what: `warm ${count}: first view, ms`,
      measured: times[0] ?? Number.NaN,
      note: "the process's first page",
    },
    { what: `warm ${count}: page, median ms`, measured: percentile(times, 0.5), goal: "≤ 150" },
  );
  await console.close();
  await endpoint.close();
}
report(resultName("cold"), figures);
