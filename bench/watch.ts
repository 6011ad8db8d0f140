import { generateKeyPairSync } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { numbers, resultName } from "./support/arguments";
import { startPostgres } from "./support/postgres";
import { startConsole, startEndpoint } from "./support/programs";
import { type Figure, report } from "./support/report";
import { openWatchers } from "./support/watchers";
import { type Console, describes, everyStatus } from "./support/world";

// What watching costs: calls a minute with one watcher and with a thousand, on one replica and on two. The control pair is
// one watcher twice; a run in which it is off by more than 10 % says nothing.

const [templates = 0, many = 0, seconds = 0] = numbers(200, 1_000, 180);
const endpoint = await startEndpoint("--templates", String(templates), "--speed", "0", "--rate", "off");
const postgres = await startPostgres({ durable: false });

const shared = {
  DATABASE_URL: postgres.url,
  AUTH_SECRET: "a-secret-of-the-bench-that-is-long-enough-for-it",
  AUDIT_SIGNING_KEY: generateKeyPairSync("ed25519")
    .privateKey.export({ type: "pkcs8", format: "pem" })
    .toString(),
};

async function callsAMinute(consoles: readonly Console[], watchers: number): Promise<number> {
  const each = Math.ceil(watchers / consoles.length);
  const opened = await Promise.all(
    consoles.map(async (console) => openWatchers(console.url, await console.cookie(), each)),
  );
  await pause(5_000);
  const before = await describes(endpoint);
  await pause(seconds * 1_000);
  const calls = (await describes(endpoint)) - before;
  for (const watch of opened) watch.close();
  return (calls * 60) / seconds;
}

const figures: Figure[] = [];
for (const replicas of [1, 2]) {
  await endpoint.control("DELETE", "calls");
  const first = await startConsole(endpoint.url, replicas === 1 ? {} : shared);
  const consoles = [first];
  if (replicas === 2) consoles.push(await startConsole(endpoint.url, shared));
  await everyStatus(first, endpoint, templates);
  const one = await callsAMinute(consoles, 1);
  const thousand = await callsAMinute(consoles, many);
  const again = await callsAMinute(consoles, 1);
  const control = one / again;
  figures.push(
    { what: `${replicas} replica(s): calls a minute, 1 watcher`, measured: one },
    { what: `${replicas} replica(s): calls a minute, ${many} watchers`, measured: thousand },
    {
      what: `${replicas} replica(s): ${many} watchers ÷ 1`,
      measured: thousand / ((one + again) / 2),
      goal: "1.00",
      note: Math.abs(control - 1) > 0.1 ? `void: the control pair is ${control.toFixed(2)}` : "",
    },
  );
  for (const console of consoles) await console.close();
}
report(resultName("watch"), figures);
await postgres.stop();
await endpoint.close();
process.exit(0);
