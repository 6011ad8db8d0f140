import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Client } from "pg";
import { exportAudit } from "../lib/server/audit/export";
import { queryAudit } from "../lib/server/audit/query";
import { verifyDatabase } from "../lib/server/audit/verify-database";
import { verifyJsonl } from "../lib/server/audit/verify-jsonl";
import type { Db } from "../lib/server/context";
import { type DatabaseOptions, openDatabase } from "../lib/server/db/open";
import { openReadOnly } from "../lib/server/db/open-read-only";
import { writeLog } from "./support/audit-log";
import { startPostgres } from "./support/postgres";
import { type Figure, percentile, report } from "./support/report";

// The log with a million events: verified in the database and as an export, exported, and its first page read, beside
// the same page of logs of ten and of a hundred thousand. `npm run bench -- audit 100000` tries it with fewer.

const EVENTS = Number(process.argv[2] ?? 1_000_000);
const SMALLER = [10_000, 100_000].filter((count) => count < EVENTS);
const VIEWS = 31;
const EVERYTHING = {
  templateId: null,
  action: null,
  outcome: null,
  actor: null,
  from: null,
  to: null,
} as const;
const TEMPLATE = { templateId: "ip-bp10000000000000013" } as const;
const FILTERS = {
  none: {},
  templateId: TEMPLATE,
  outcome: { outcome: "blocked" },
  "outcome that never was": { outcome: "denied" },
  actor: { actor: "person-7@example.com" },
  action: { action: "template.delete" },
  "templateId, outcome": { ...TEMPLATE, outcome: "blocked" },
  "actor, outcome that never was": { actor: "person-7@example.com", outcome: "denied" },
  "action, outcome that never was": { action: "template.delete", outcome: "denied" },
  "actor, action": { actor: "person-7@example.com", action: "template.protect" },
  "from, to: an old week": { from: "2026-01-02T00:00:00.000Z", to: "2026-01-09T00:00:00.000Z" },
  "outcome, to: an old week": { outcome: "blocked", to: "2026-01-09T00:00:00.000Z" },
} as const;

const figures: Figure[] = [];

/** Events a second, by the clock and by what all of the process's threads used of a core; the highest memory seen. */
async function measured(what: string, work: () => Promise<{ kind: string }>): Promise<void> {
  let highest = 0;
  const watch = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage().rss);
  }, 100);
  const used = process.cpuUsage();
  const start = performance.now();
  const { kind } = await work();
  const seconds = (performance.now() - start) / 1_000;
  const { user, system } = process.cpuUsage(used);
  clearInterval(watch);
  if (kind !== "intact") throw new Error(`${what}: ${kind}`);
  const goal = what.startsWith("verify") ? "≥ 100000" : "";
  figures.push({ what: `${what}: events/s`, measured: Math.round(EVENTS / seconds), goal });
  figures.push({
    what: `${what}: events/s of a core's time`,
    measured: Math.round((EVENTS / (user + system)) * 1e6),
    note: "all threads of the verifier together",
  });
  figures.push({ what: `${what}: resident MB at most`, measured: highest / 2 ** 20, goal: "≤ 350" });
}

/** What the server does for the first page, to the text of the answer; the logs in turn, so that load meets all alike. */
async function firstPages(name: string, logs: readonly { readonly db: Db; readonly count: number }[]) {
  for (const [what, filter] of Object.entries(FILTERS)) {
    const times = logs.map((): number[] => []);
    for (let view = 0; view < VIEWS; view += 1) {
      for (const [index, { db }] of logs.entries()) {
        const start = performance.now();
        JSON.stringify(await queryAudit(db, { ...EVERYTHING, ...filter }, { limit: 100, cursor: null }));
        times[index]?.push(performance.now() - start);
      }
    }
    const shown = times.map((list, index) => {
      const [median, late] = [percentile(list, 0.5), percentile(list, 0.95)];
      return `${median.toFixed(1)} (p95 ${late.toFixed(1)}) with ${logs[index]?.count}`;
    });
    figures.push({
      what: `${name}, first page, ${what}: ms, median`,
      measured: percentile(times.at(-1) ?? [], 0.5),
      goal: "≤ 50",
      note: shown.join(", "),
    });
  }
}

const folder = await mkdtemp(join(tmpdir(), "imagekeeper-bench-"));
const postgres = await startPostgres({ durable: true });
const PLACES: readonly (readonly [string, (log: string) => Promise<DatabaseOptions>])[] = [
  ["SQLite", async (log) => ({ kind: "sqlite", dataDir: join(folder, log) })],
  ["PostgreSQL", async (log) => ({ kind: "postgres", url: await postgresDatabase(log) })],
];
const file = join(folder, "audit.jsonl");

for (const [name, place] of PLACES) {
  const large = await place("large");
  // Only the filling is careless of the disk.
  const filling = await openDatabase(large, { setUp: ["pragma synchronous = off"], deadlineMs: 600_000 });
  await writeLog(filling.db, EVENTS);
  const smaller: { db: Db; count: number; close(): Promise<void> }[] = [];
  for (const count of SMALLER) {
    const { db, close } = await openDatabase(await place(`log_${count}`), { deadlineMs: 600_000 });
    await writeLog(db, count);
    smaller.push({ db, count, close });
  }
  await firstPages(name, [...smaller, { db: filling.db, count: EVENTS }]);
  for (const { close } of smaller) await close();
  if (name === "SQLite") {
    await measured("export", async () => {
      await pipeline(Readable.from(exportAudit(filling.db, EVERYTHING, "jsonl")), createWriteStream(file));
      return { kind: "intact" };
    });
  }
  await filling.close();
  const reading = openReadOnly(large);
  await measured(`verify ${name}`, () => verifyDatabase(reading.db));
  await reading.close();
}
await measured("verify export", () => verifyJsonl(createReadStream(file, { highWaterMark: 1 << 16 })));
figures.push({ what: "load average of the machine at the end", measured: loadavg()[0] ?? Number.NaN });
report("audit", figures);
await postgres.stop();
await rm(folder, { recursive: true, force: true });

async function postgresDatabase(name: string): Promise<string> {
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(postgres.url);
  url.pathname = `/${name}`;
  return url.href;
}
