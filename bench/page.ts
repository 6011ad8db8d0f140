import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { cpuTime } from "./support/cpu-time";
import { startEndpoint } from "./support/programs";
import { type Figure, percentile, report } from "./support/report";
import { interleave, middle, perRound, range } from "./support/rounds";
import { startSeededConsole } from "./support/seeded-console";

// A view of /templates at 50,000 templates beside an empty page of the same build (the queue without any entry: the
// same session, shell and messages), by processor time and by the JavaScript of a first visit; and what the API takes.

const MANY = 50_000;
const FEW = 200;
const ROUNDS = 24;
const VIEWS = 10;
const EMPTY = "/queue";

const root = ".next/standalone/.next";
const gzip = (file: string) => gzipSync(readFileSync(join(root, file))).length / 1024;
const manifest = JSON.parse(readFileSync(join(root, "build-manifest.json"), "utf8")) as {
  rootMainFiles: string[];
};

/** kB gzip of the scripts that a page loads first. */
function scriptsOf(html: string): { readonly size: number; readonly files: number } {
  const tags = html.match(/<script[^>]*src="[^"]*"[^>]*>/g) ?? [];
  // A browser that knows modules does not load the polyfills.
  const files = new Set(
    tags
      .filter((tag) => !/nomodule/i.test(tag))
      .map((tag) => /src="\/_next\/([^"?]+)/.exec(tag)?.[1] ?? "")
      .filter((file) => file !== ""),
  );
  return { size: [...files].reduce((sum, file) => sum + gzip(file), 0), files: files.size };
}

const endpoint = await startEndpoint("--templates", "10", "--speed", "0");
const many = await startSeededConsole(endpoint.url, MANY);
const few = await startSeededConsole(endpoint.url, FEW);

/** ms of processor for a view of a page. */
const viewOf = (console: typeof many, path: string) => async () => {
  const before = cpuTime(console.pid());
  for (let view = 0; view < VIEWS; view++) {
    const response = await console.get(path);
    if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
    await response.text();
  }
  return (cpuTime(console.pid()) - before) / VIEWS / 1000;
};
const lanes = {
  list: viewOf(many, "/templates"),
  empty: viewOf(many, EMPTY),
  again: viewOf(many, EMPTY),
  fewList: viewOf(few, "/templates"),
};
await interleave(6, lanes);
const cost = await interleave(ROUNDS, lanes);
const [toEmpty, control, toFew] = [
  perRound(cost.list, cost.empty),
  perRound(cost.again, cost.empty),
  perRound(cost.list, cost.fewList),
];

/** ms until the API has answered, of 15 in turn. */
async function timeOf(query: string): Promise<Figure> {
  const times: number[] = [];
  let total = 0;
  for (let turn = 0; turn < 15; turn++) {
    const began = performance.now();
    const response = await many.json<{ total: number }>(`/api/templates?${query}`);
    times.push(performance.now() - began);
    total = response.total;
  }
  return {
    what: `ms, GET /api/templates?${query}`,
    measured: percentile(times, 0.5),
    note: `of ${total}; p95 ${percentile(times, 0.95).toFixed(0)} ms`,
  };
}
const QUERIES = [
  "",
  "rank=25000",
  "sort=-startedAt",
  "sort=status&rank=25000",
  "region=us-west-1&sort=-startedAt",
  "region=us-west-1&status=FAILED&deletable=true",
  "protected=true",
  "resourceGroup=rg-acfm2",
  "q=web",
  "q=web-base-0001",
  "q=ip-0042",
  "q=e",
  "q=team%3Dml",
  "tag=team%3Dml",
  "tag=env%3Dprod&tag=team%3Dml",
  "tag=env%3Dprod&rank=8000",
];
const times: Figure[] = [];
for (const query of QUERIES) times.push(await timeOf(query));

const html = await (await many.get("/templates")).text();
const loaded = scriptsOf(html);
const bare = scriptsOf(await (await many.get("/nowhere")).text());
const shell = scriptsOf(await (await many.get("/account")).text());
const floor = manifest.rootMainFiles.reduce((sum, file) => sum + gzip(file), 0);
report("page", [
  {
    what: `CPU of a view of /templates at ${MANY} ÷ an empty page`,
    measured: toEmpty.median,
    goal: "≤ 1.3",
    note: range(toEmpty),
  },
  {
    what: "the empty page ÷ itself (control)",
    measured: control.median,
    goal: "0.9–1.1",
    note: Math.abs(control.median - 1) > 0.1 ? "VOID: too noisy" : range(control),
  },
  { what: `a view at ${MANY} ÷ at ${FEW}`, measured: toFew.median, note: range(toFew) },
  { what: `ms of CPU, /templates at ${MANY}`, measured: middle(cost.list) },
  { what: "ms of CPU, the empty page", measured: middle(cost.empty) },
  { what: "HTML of /templates, kB", measured: html.length / 1024 },
  { what: "first-load JS of /templates, kB gzip", measured: loaded.size, note: `${loaded.files} files` },
  {
    what: "÷ a page that is not there, of the same build",
    measured: loaded.size / bare.size,
    goal: "≤ 1.25",
    note: `${bare.size.toFixed(1)} kB`,
  },
  {
    what: "÷ /account, a page with the shell",
    measured: loaded.size / shell.size,
    note: `${shell.size.toFixed(1)} kB`,
  },
  { what: "÷ root files of the build", measured: loaded.size / floor, note: `${floor.toFixed(1)} kB` },
  ...times,
]);
await many.close();
await few.close();
await endpoint.close();
