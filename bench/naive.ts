import { setTimeout as pause } from "node:timers/promises";
import { viewAtOnce, viewInTurn } from "./naive/page";
import { numbers, resultName } from "./support/arguments";
import { startConsole, startEndpoint } from "./support/programs";
import { type Figure, report } from "./support/report";
import { middle, perRound, range } from "./support/rounds";
import { openWatchers } from "./support/watchers";
import { describes, everyStatus, truth } from "./support/world";

// Beside the obvious page: time until every status is known, and calls of many users who keep it open (it reads again every
// 30 s for each of them). Rounds alternate; the control pair is the naive page twice.

const [count = 0, rounds = 0, large = 0, users = 0, seconds = 0] = numbers(1_000, 6, 10_000, 50, 120);
const LATENCY_MS = "20";
const figures: Figure[] = [];
const timed = async (work: () => Promise<unknown>) => {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
};
const world = (templates: number) =>
  startEndpoint("--templates", String(templates), "--speed", "0", "--rate", "off", "--latency", LATENCY_MS);

const endpoint = await world(count);
const regions = [...new Set((await truth(endpoint)).map((one) => one.regionId))];
const times: Record<"turn" | "again" | "once" | "ours", number[]> = {
  turn: [],
  again: [],
  once: [],
  ours: [],
};
const ours = async () => {
  await endpoint.control("DELETE", "calls");
  const console = await startConsole(endpoint.url, { ECS_RATE_BUDGET: "5000" });
  times.ours.push(await timed(() => everyStatus(console, endpoint, count)));
  await console.close();
};
await viewAtOnce(endpoint.url, regions.slice(0, 1));
for (let round = 0; round < rounds; round += 1) {
  times.turn.push(await timed(() => viewInTurn(endpoint.url, regions)));
  await ours();
  times.once.push(await timed(() => viewAtOnce(endpoint.url, regions)));
  if (round % 2 === 0) times.again.push(await timed(() => viewInTurn(endpoint.url, regions)));
}
const control = middle(times.turn) / middle(times.again);
const isVoid = Math.abs(control - 1) > 0.1 ? `void: the control pair is ${control.toFixed(2)}; ` : "";
for (const [lane, name, goal] of [
  ["turn", "one after the other", "≥ 35"],
  ["once", "all at once", ""],
] as const) {
  const quotient = perRound(times[lane], times.ours);
  figures.push({
    what: `${count} templates, ${name}: naive ÷ ours, time to every status`,
    measured: quotient.median,
    goal,
    note: `${isVoid}${range(quotient)}; ${middle(times[lane]).toFixed(2)} s to ${middle(times.ours).toFixed(2)} s`,
  });
}
await endpoint.close();

const big = await world(large);
const bigRegions = [...new Set((await truth(big)).map((one) => one.regionId))];
await viewAtOnce(big.url, bigRegions);
const perView = await describes(big);
await big.control("DELETE", "calls");
const console = await startConsole(big.url);
// The first reads would take most of an hour at the usual budget; they are not what is compared.
await console.restart({ ECS_RATE_BUDGET: String(large) });
await everyStatus(console, big, large);
await console.restart();
const watch = await openWatchers(console.url, await console.cookie(), users);
await pause(5_000);
const before = await describes(big);
await pause(seconds * 1_000);
const perMinute = (((await describes(big)) - before) * 60) / seconds;
figures.push({
  what: `${large} templates, ${users} users: naive ÷ ours, calls a minute`,
  measured: (perView * 2 * users) / perMinute,
  goal: "≥ 500",
  note: `${perView * 2 * users} (${perView} a view, every 30 s) to ${perMinute.toFixed(0)}`,
});
watch.close();
await console.close();
await big.close();
report(resultName("naive"), figures);
process.exit(0);
