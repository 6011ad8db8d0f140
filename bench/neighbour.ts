import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { numbers, resultName } from "./support/arguments";
import { startConsole, startEndpoint } from "./support/programs";
import { report } from "./support/report";
import { openLines } from "./support/send-all";
import { signedRequest } from "./support/signed-requests";

// A neighbour of the same account takes half of the quota of one operation in every minute. How much of the rest is used,
// and how many of our calls are throttled though we alone kept within the quota.

const QUOTA = 1_000;
const [minutes = 0, templates = 0] = numbers(8, 9_000);
const region = "cn-hangzhou";
const world = [
  "--regions",
  region,
  "--templates",
  String(templates),
  "--speed",
  "0",
  "--rate",
  `${QUOTA}/60`,
];
const endpoint = await startEndpoint(...world);
const port = Number(new URL(endpoint.url).port);
const lines = await openLines(port, 4, { anyStatus: true });
const action = "DescribeImagePipelineExecutions";
let theirs = 0;
let theirsThrottled = 0;
let over = false;

/** Half of the quota at the beginning of each minute of the endpoint, as a script of Terraform would. */
const neighbour = (async () => {
  while (!over) {
    const minute = Math.floor(Date.now() / 60_000);
    for (let call = 0; call < QUOTA / 2 && !over; call += 1) {
      const parameters = { RegionId: region, ImagePipelineId: `ip-${randomUUID().slice(0, 17)}` };
      const answer = await lines.ask(signedRequest(`127.0.0.1:${port}`, action, parameters));
      theirs += 1;
      if (/Throttling/.test(answer)) theirsThrottled += 1;
    }
    while (!over && Math.floor(Date.now() / 60_000) === minute) await pause(100);
  }
})();

await pause(60_000 - (Date.now() % 60_000) + 2_000);
// More than what is left, so that the rate has to find it; a cold read has always more to do.
const console = await startConsole(endpoint.url, { ECS_RATE_BUDGET: "600" });
await pause(60_000 - (Date.now() % 60_000));
const before = await endpoint.calls();
const theirsBefore = { sent: theirs, throttled: theirsThrottled };
await pause(minutes * 60_000 - 500);
const after = await endpoint.calls();
over = true;
await neighbour;
const all = (after.byAction[action] ?? 0) - (before.byAction[action] ?? 0);
const throttled = after.throttled - before.throttled - (theirsThrottled - theirsBefore.throttled);
const ours = all - (theirs - theirsBefore.sent);
const left = (QUOTA / 2) * minutes;
report(resultName("neighbour"), [
  {
    what: "used of what the neighbour leaves",
    measured: (ours - throttled) / left,
    goal: "≥ 0.97",
    note: `${ours - throttled} of ${left} in ${minutes} min`,
  },
  {
    what: "self-inflicted throttles",
    measured: Math.max(0, ours / minutes - QUOTA),
    goal: "0",
    note: "throttled in a minute in which we alone were over the quota",
  },
  {
    what: "our calls that met the quota, of 100,000",
    measured: (throttled / ours) * 100_000,
    note: `${throttled} of ${ours}: the rate tries now and then whether the neighbour has left`,
  },
]);
lines.close();
await console.close();
await endpoint.close();
process.exit(0);
