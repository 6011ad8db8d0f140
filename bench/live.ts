import { setTimeout as pause } from "node:timers/promises";
import { startConsole, startEndpoint } from "./support/programs";
import { percentile, report } from "./support/report";

// A running build is moved at the endpoint; how long until an open page is told, and of how many rows.

type State = {
  regions: Record<
    string,
    { templates: { imagePipelineId: string; executions: { executionId: string; status: string }[] }[] }
  >;
};
type Overview = { changeSeq: number };
type Item = { id: string; latestBuild: { status: string } | null };

const endpoint = await startEndpoint("--templates", "200", "--speed", "0");
const console = await startConsole(endpoint.url);
await pause(20_000);
const { regions } = await endpoint.control<State>("GET", "state");
const region = Object.entries(regions).sort(([, a], [, b]) => b.templates.length - a.templates.length)[0];
const template = region?.[1].templates.at(-1);
if (!region || !template) throw new Error("no template");
const { executionId } = await endpoint.control<{ executionId: string }>("POST", "executions", {
  regionId: region[0],
  imagePipelineId: template.imagePipelineId,
  status: "PREPARING",
});
await pause(70_000);

const { changeSeq } = await console.json<Overview>("/api/overview");
const stream = await console.get(`/api/live?since=${changeSeq}`);
const told: { at: number; item: Item }[] = [];
void (async () => {
  let text = "";
  for await (const chunk of stream.body ?? []) {
    text += new TextDecoder().decode(chunk);
    const events = text.split("\n\n");
    text = events.pop() ?? "";
    for (const event of events) {
      const data = /^data: (.*)$/m.exec(event)?.[1];
      const change =
        data && /^event: change$/m.test(event) ? (JSON.parse(data) as { kind: string; item: Item }) : null;
      if (change?.kind === "template") told.push({ at: performance.now(), item: change.item });
    }
  }
})().catch(() => undefined);

const delays: number[] = [];
let otherRows = 0;
for (let move = 0; move < 20; move += 1) {
  const status = move % 2 === 0 ? "BUILDING" : "TESTING";
  const from = told.length;
  const start = performance.now();
  await endpoint.control("PUT", `executions/${executionId}`, { status });
  for (;;) {
    const seen = told
      .slice(from)
      .find(({ item }) => item.id === template.imagePipelineId && item.latestBuild?.status === status);
    if (seen) {
      delays.push((seen.at - start) / 1000);
      break;
    }
    await pause(20);
  }
  otherRows += told
    .slice(from)
    .filter(({ item }) => item.id === template.imagePipelineId && item.latestBuild?.status !== status).length;
}
report("live", [
  { what: "moved build → change in an open page, p50 s", measured: percentile(delays, 0.5) },
  {
    what: "moved build → change in an open page, p95 s of 20",
    measured: percentile(delays, 0.95),
    goal: "≤ 15",
  },
  { what: "changes of that row that told nothing new", measured: otherRows, goal: "0" },
]);
await console.close();
await endpoint.close();
process.exit(0);
