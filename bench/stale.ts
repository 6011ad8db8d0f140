import { setTimeout as pause } from "node:timers/promises";
import { numbers, resultName } from "./support/arguments";
import { startConsole, startEndpoint } from "./support/programs";
import { percentile, report } from "./support/report";
import { openWatchers } from "./support/watchers";
import { type Endpoint, everyStatus, type Template, truth } from "./support/world";

// How old what the list shows is: the age of rows whose build runs, sampled every second; and how long until a build that
// another tool started on an idle template is seen.

type Item = { id: string; regionId: string; asOf: string | null; latestBuild: { status: string } | null };
type Page = { items: Item[] };

const RUNNING = "PREPARING,REPAIRING,BUILDING,TESTING,DISTRIBUTING,RELEASING,CANCELLING";
const FINISHED = /^(SUCCESS|PARTITION_SUCCESS|FAILED|TEST_FAILED|CANCELLED)$/;

const [templates = 0, seconds = 0, starts = 0] = numbers(200, 180, 20);
const endpoint = await startEndpoint("--templates", String(templates), "--speed", "0");
const console = await startConsole(endpoint.url);
await everyStatus(console, endpoint, templates);
const watch = await openWatchers(console.url, await console.cookie(), 1);
await pause(Math.min(60_000, seconds * 1_000));

async function ages(): Promise<number[]> {
  const found: number[] = [];
  for (let second = 0; second < seconds; second += 1) {
    const { items } = await console.json<Page>(`/api/templates?status=${RUNNING}&limit=500`);
    const now = Date.now();
    for (const { asOf } of items) if (asOf !== null) found.push((now - Date.parse(asOf)) / 1_000);
    await pause(1_000);
  }
  return found;
}

async function startElsewhere(there: Endpoint, template: Template): Promise<number> {
  const { regionId, imagePipelineId } = template;
  await there.control("POST", "executions", { regionId, imagePipelineId, status: "PREPARING" });
  const began = performance.now();
  for (;;) {
    const { items } = await console.json<Page>(`/api/templates?q=${imagePipelineId}`);
    if (items[0]?.latestBuild?.status === "PREPARING") return (performance.now() - began) / 1_000;
    if (performance.now() - began > 300_000) return Number.POSITIVE_INFINITY;
    await pause(500);
  }
}

const running = await ages();
const idle = (await truth(endpoint)).filter((one) =>
  one.executions.every((each) => FINISHED.test(each.status)),
);
// Spread over half a minute: those that start together would all wait for the same sweep.
const delays = await Promise.all(
  idle.slice(0, starts).map(async (template, index) => {
    await pause((index * 30_000) / starts);
    return await startElsewhere(endpoint, template);
  }),
);
report(resultName("stale"), [
  { what: "age of a running row, p50 s", measured: percentile(running, 0.5) },
  {
    what: "age of a running row, p95 s",
    measured: percentile(running, 0.95),
    goal: "≤ 10",
    note: `${running.length} samples`,
  },
  { what: "started elsewhere → seen, p50 s", measured: percentile(delays, 0.5) },
  {
    what: "started elsewhere → seen, most s",
    measured: Math.max(...delays),
    goal: "≤ 75",
    note: `${delays.length} starts; a sweep of 60 s and 15 s`,
  },
]);
watch.close();
await console.close();
await endpoint.close();
process.exit(0);
