import { generateKeyPairSync } from "node:crypto";
import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { TemplateItem } from "../lib/contracts/template";
import { openDatabase } from "../lib/server/db/open";
import { appendChanges, type NewChange } from "../lib/server/inventory/append-change";
import { withChanges } from "../lib/server/inventory/with-changes";
import { numbers, resultName } from "./support/arguments";
import { cpuTime } from "./support/cpu-time";
import { openLiveLines } from "./support/live-lines";
import { startPostgres } from "./support/postgres";
import { startConsole, startEndpoint } from "./support/programs";
import { type Figure, percentile, report } from "./support/report";
import { interleave, middle, perRound, range } from "./support/rounds";
import { startServer } from "./support/server-process";

// A thousand live connections on one replica. The changes are written and announced by another process on the same
// PostgreSQL, as another replica does; this one collects nothing, so its processor's time is the fan-out's alone.
// The floor is a bare server that writes the same bytes to as many connections; the control pair is our own twice.

const [count = 0, rounds = 0] = numbers(1_000, 15);
const endpoint = await startEndpoint("--templates", "8", "--speed", "0");
const postgres = await startPostgres({ durable: false });
const console = await startConsole(endpoint.url, {
  DATABASE_URL: postgres.url,
  AUTH_SECRET: "a-secret-of-the-bench-that-is-long-enough-for-it",
  AUDIT_SIGNING_KEY: generateKeyPairSync("ed25519")
    .privateKey.export({ type: "pkcs8", format: "pem" })
    .toString(),
  COLLECTOR: "off",
});
const other = await openDatabase({ kind: "postgres", url: postgres.url });
const bare = await startServer("bench/support/bare-live.ts");
const figures: Figure[] = [];

const item = (id: string, name: string): TemplateItem => ({
  id,
  regionId: "cn-hangzhou",
  name,
  latestBuild: {
    id: "exec-bp1000000000000000001",
    status: "BUILDING",
    startedAt: "2026-01-31T08:15:00.000Z",
  },
  deletability: { deletable: false, reason: "build-running", buildId: "exec-bp1000000000000000001" },
  asOf: "2026-01-31T08:16:00.000Z",
  baseImage: "aliyun_3_x64_20G_alibase_20260110.vhd",
  tags: [{ key: "team", value: "platform" }],
  buildCount: 12,
  usual: null,
  attempt: null,
  protection: null,
  queue: null,
  readError: null,
});
const changed = (id: string, name = "web-frontend"): NewChange => ({
  kind: "template",
  item: item(id, name),
});

/** Writes changes as another replica does; answers with the number of the last one. */
async function write(changes: readonly NewChange[]): Promise<number> {
  const sink = { db: other.db, publish: () => void other.notices.publish() };
  const first = await withChanges(sink, (trx) => appendChanges(trx, other.clock, changes));
  return first + changes.length - 1;
}
async function metric(name: string): Promise<number> {
  const text = await (await console.get("/api/metrics")).text();
  return Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1] ?? Number.NaN);
}

const port = Number(new URL(console.url).port);
const head = `GET /api/live HTTP/1.1\r\nhost: localhost:${port}\r\ncookie: ${await console.cookie()}`;
const liveHead = "GET /live HTTP/1.1\r\nhost: 127.0.0.1";

// The first connections load what all of them share.
const warm = await openLiveLines(port, head, 50);
for (let change = 0; change < 20; change += 1) {
  const heard = warm.expect((await metricTail()) + 1);
  await write([changed("ip-warm")]);
  await heard;
}
warm.close();
async function metricTail(): Promise<number> {
  const row = await other.db
    .selectFrom("counter")
    .select("value")
    .where("name", "=", "change")
    .executeTakeFirst();
  return row?.value ?? 0;
}
await pause(5_000);

const [memory, heap, bareMemory] = [
  console.memory(),
  await metric("nodejs_heap_size_used_bytes"),
  bare.memory(),
];
const opened = performance.now();
const lines = await openLiveLines(port, head, count);
const openSeconds = (performance.now() - opened) / 1_000;
const bareLines = await openLiveLines(bare.port, liveHead, count);
const idleFrom = cpuTime(console.pid());
await pause(60_000);
const idle = (cpuTime(console.pid()) - idleFrom) / 60_000;
figures.push(
  { what: "connections open", measured: await metric("imagekeeper_live_streams"), goal: String(count) },
  { what: "seconds until all were open", measured: openSeconds },
  {
    what: "resident memory per connection, kB, after a minute",
    measured: ((console.memory() - memory) * 1024) / count,
  },
  {
    what: "used heap per connection, kB, after a minute",
    measured: ((await metric("nodejs_heap_size_used_bytes")) - heap) / 1024 / count,
    note: "garbage not yet collected counts",
  },
  {
    what: "the same of a bare server: resident, kB",
    measured: ((bare.memory() - bareMemory) * 1024) / count,
  },
  {
    what: "processor while nothing changes, % of one core",
    measured: idle / 10,
    note: "a session check and a heartbeat for each connection every 15 s",
  },
);

const spread: { first: number; last: number }[] = [];
let named = 0;
async function ours(): Promise<number> {
  const seq = (await metricTail()) + 1;
  const heard = lines.expect(seq);
  const before = cpuTime(console.pid());
  named += 1;
  await write([changed("ip-moved", `web-frontend-${named}`)]);
  spread.push(await heard);
  await pause(150);
  return cpuTime(console.pid()) - before - idle * 150;
}
const cost = await interleave(rounds, {
  ours,
  again: ours,
  bare: async () => {
    named += 1;
    const text = JSON.stringify({ seq: named, ...changed("ip-moved", `web-frontend-${named}`) });
    const body = `id: ${named}\nevent: change\ndata: ${text}\n\n`;
    const heard = bareLines.expect(named);
    return await bare.cpu(async () => {
      await fetch(`http://127.0.0.1:${bare.port}/send`, { method: "POST", body });
      await heard;
    });
  },
});
const control = perRound(cost.ours, cost.again);
const ratio = perRound(cost.ours, cost.bare);
const isVoid = Math.abs(control.median - 1) > 0.1;
const lasts = spread.map(({ last }) => last);
figures.push(
  { what: `processor for a change to all ${count}, ms`, measured: middle(cost.ours) / 1_000 },
  { what: "the same of the bare server, ms", measured: middle(cost.bare) / 1_000 },
  { what: "ours ÷ bare", measured: ratio.median, note: range(ratio) },
  {
    what: "control pair, ours ÷ ours",
    measured: control.median,
    goal: "0.90–1.10",
    note: isVoid ? "void" : range(control),
  },
  {
    what: "written elsewhere → first connection has it, p50 ms",
    measured: percentile(
      spread.map(({ first }) => first),
      0.5,
    ),
  },
  { what: "written elsewhere → last connection has it, p50 ms", measured: percentile(lasts, 0.5) },
  { what: "written elsewhere → last connection has it, p95 ms", measured: percentile(lasts, 0.95) },
);

// Fifty changes of one row at once: each connection is told one.
const sentBefore = await metric("imagekeeper_live_sent_bytes_total");
const lastOfMany = (await metricTail()) + 50;
const many = lines.expect(lastOfMany);
await write(Array.from({ length: 50 }, () => changed("ip-moved")));
await many;
figures.push({
  what: "50 changes of a row at once: bytes sent to a connection ÷ bytes of one",
  measured:
    ((await metric("imagekeeper_live_sent_bytes_total")) - sentBefore) /
    count /
    Buffer.byteLength(
      `id: 0000\nevent: change\ndata: ${JSON.stringify({ seq: 1_000, ...changed("ip-moved") })}\n\n`,
    ),
  goal: "≈ 1",
});

// All lines break at the same moment and come again with the number they know.
const since = await metricTail();
lines.close();
bareLines.close();
while ((await metric("imagekeeper_live_streams")) > 0) await pause(50);
const missed = await write([changed("ip-missed")]);
const returned = performance.now();
const back = await openLiveLines(port, `${head}\r\nlast-event-id: ${since}`, count);
await pause(0);
figures.push({
  what: "all come again with their last number: seconds until all are open",
  measured: (performance.now() - returned) / 1_000,
  note: `each is then told change ${missed}`,
});
back.close();
while ((await metric("imagekeeper_live_streams")) > 0) await pause(50);

// One that does not read, beside ten that do.
const readers = await openLiveLines(port, head, 10);
const slow = connect(port, "127.0.0.1");
slow.on("error", () => undefined);
slow.write(`${head}\r\n\r\n`);
await new Promise<void>((resolve) => slow.once("data", () => resolve()));
slow.pause();
const beforeSlow = console.memory();
let written = 0;
let most = beforeSlow;
while ((await metric("imagekeeper_live_dropped_total")) === 0 && written < 100) {
  const part = Array.from({ length: 500 }, (_, row) => changed(`ip-${row}-${written}`, "x".repeat(1_500)));
  const heard = readers.expect((await metricTail()) + part.length);
  await write(part);
  await heard;
  written += 1;
  most = Math.max(most, console.memory());
}
figures.push(
  {
    what: "a client that does not read: dropped",
    measured: await metric("imagekeeper_live_dropped_total"),
    goal: "1",
    note: `after about ${written} MB, most of which the kernel's buffers took; ten others heard all`,
  },
  { what: "resident memory that grew meanwhile, MB", measured: most - beforeSlow },
  { what: "still open", measured: await metric("imagekeeper_live_streams"), goal: "10" },
);
readers.close();
slow.destroy();

report(resultName("connections"), figures);
await bare.close();
await console.close();
await other.close();
await postgres.stop();
await endpoint.close();
process.exit(isVoid ? 1 : 0);
