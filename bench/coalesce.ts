import { setTimeout as pause } from "node:timers/promises";
import DataLoader from "dataloader";
import { loadEcs } from "./naive/sdk";
import { numbers, resultName } from "./support/arguments";
import { startConsole, startEndpoint } from "./support/programs";
import { report } from "./support/report";
import { describes, everyStatus, truth } from "./support/world";

// The same rows asked for by many at once: calls that reach ECS. Beside it dataloader, which makes one load of equal keys within
// one turn of the event loop, but has no batch call to make of different ones, and forgets with the request.

const [templates = 0, readers = 0, spreadMs = 0] = numbers(200, 200, 2_000);
const endpoint = await startEndpoint("--templates", String(templates), "--speed", "0", "--rate", "off");
const all = await truth(endpoint);
const ecs = await loadEcs(endpoint.url);
const read = async (index: number): Promise<string | null> => {
  const { regionId, imagePipelineId } = all[index] ?? { regionId: "", imagePipelineId: "" };
  const request = new ecs.DescribeImagePipelineExecutionsRequest({ regionId, imagePipelineId });
  const { body } = await ecs.client.describeImagePipelineExecutions(request);
  return body?.imagePipelineExecution?.imagePipelineExecutionSet?.[0]?.status ?? null;
};
const shown = all.slice(0, 10).map((_, index) => index);

/** Readers come within `spreadMs`, each wants the same ten rows; with one loader for all, and with one for each request. */
async function withLoaders(
  perRequest: boolean,
): Promise<{ readonly calls: number; readonly failed: number }> {
  let failed = 0;
  await endpoint.control("DELETE", "calls");
  const create = () =>
    new DataLoader<number, string | null>((keys) => Promise.all(keys.map(read)), { cache: perRequest });
  const shared = create();
  await Promise.all(
    Array.from({ length: readers }, async (_, reader) => {
      await pause((reader * spreadMs) / readers);
      const rows = await (perRequest ? create() : shared).loadMany(shown);
      failed += rows.filter((row) => row instanceof Error).length;
    }),
  );
  return { calls: await describes(endpoint), failed };
}

const perRequest = await withLoaders(true);
const oneForAll = await withLoaders(false);

await endpoint.control("DELETE", "calls");
const console = await startConsole(endpoint.url);
await everyStatus(console, endpoint, templates);
await console.restart({ COLLECTOR: "off" });
const before = await describes(endpoint);
await Promise.all(
  Array.from({ length: readers }, async (_, reader) => {
    await pause((reader * spreadMs) / readers);
    await (await console.get("/api/templates?limit=10")).text();
  }),
);
const ours = (await describes(endpoint)) - before;
report(resultName("coalesce"), [
  {
    what: `calls of ${readers} readers of 10 rows: ours`,
    measured: ours,
    goal: "0",
    note: "the collector's own reads go on apart from them",
  },
  {
    what: "dataloader for each request",
    measured: perRequest.calls,
    note: `${perRequest.failed} reads failed`,
  },
  {
    what: "one dataloader for all, without a cache that would never end",
    measured: oneForAll.calls,
    note: `${oneForAll.failed} reads failed`,
  },
]);
await console.close();
await endpoint.close();
process.exit(0);
