import { setTimeout as pause } from "node:timers/promises";
import { startConsole, startEndpoint } from "./support/programs";
import { type Figure, percentile, report } from "./support/report";

// From an empty database to every status known: calls against the fewest that ECS allows, sum of ceil(n/500) + N.

type State = { regions: Record<string, { templates: unknown[] }> };
type Page = { items: { asOf: string | null }[]; total: number; nextCursor: string | null };
type Json = <T>(path: string) => Promise<T>;
type Calls = () => Promise<{ byAction: Record<string, number> }>;

/** Asks the console only when the endpoint has been asked often enough: its own work is what is measured. */
async function everyStatus(json: Json, calls: Calls, count: number): Promise<void> {
  for (;;) {
    const { byAction } = await calls();
    if ((byAction.DescribeImagePipelineExecutions ?? 0) >= count) {
      const unread = await json<Page>("/api/templates?status=unknown&limit=1");
      const all = await json<Page>("/api/templates?limit=1");
      if (all.total === count && unread.total === 0) return;
    }
    await pause(50);
  }
}

const figures: Figure[] = [];
for (const count of [200, 2_000]) {
  // No build moves, so that no call is a second look at a running one for longer than it must be.
  const endpoint = await startEndpoint("--templates", String(count), "--speed", "0", "--rate", "off");
  const console = await startConsole(endpoint.url, { ECS_RATE_BUDGET: "1000" });
  const { regions } = await endpoint.control<State>("GET", "state");
  const lists = Object.values(regions).reduce(
    (sum, { templates }) => sum + Math.ceil(templates.length / 500),
    0,
  );
  await everyStatus(console.json, endpoint.calls, count);
  const { byAction, throttled } = await endpoint.calls();
  const used = (byAction.DescribeImagePipelines ?? 0) + (byAction.DescribeImagePipelineExecutions ?? 0);
  figures.push({
    what: `cold ${count}: calls ÷ bound`,
    measured: used / (lists + count),
    goal: "≤ 1.02",
    note: `${used} of ${lists + count}`,
  });
  figures.push({ what: `cold ${count}: throttled`, measured: throttled, goal: "0" });
  figures.push({
    what: `cold ${count}: resident MB`,
    measured: console.memory(),
    goal: count === 2_000 ? "≤ 350" : "",
  });

  await console.restart({ COLLECTOR: "off" });
  const before = (await endpoint.calls()).total;
  const times: number[] = [];
  for (let view = 0; view < 20; view += 1) {
    const start = performance.now();
    await (await console.get("/templates")).text();
    times.push(performance.now() - start);
  }
  figures.push({
    what: `warm ${count}: calls by 20 page views`,
    measured: (await endpoint.calls()).total - before,
    goal: "0",
  });
  figures.push({
    what: `warm ${count}: first view, ms`,
    measured: times[0] ?? Number.NaN,
    note: "the process's first page",
  });
  figures.push({ what: `warm ${count}: page, median ms`, measured: percentile(times, 0.5), goal: "≤ 150" });
  await console.close();
  await endpoint.close();
}
report("cold", figures);
