import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { SYSTEM } from "../lib/domain/actor";
import type { Ctx } from "../lib/server/context";
import type { DatabaseOptions } from "../lib/server/db/open";
import { startBulkRunner } from "../lib/server/services/bulk/runner";
import { deleteTemplates } from "../lib/server/services/templates/bulk-delete";
import { deleteTemplate } from "../lib/server/services/templates/delete";
import { openScene, type Template } from "./support/delete-scene";
import { startPostgres } from "./support/postgres";
import { type Figure, report } from "./support/report";
import { interleave, middle, perRound, range } from "./support/rounds";

// What the record costs a delete, beside the SDK alone; and how fast a bulk of five hundred goes in one region with the
// default budget, in real time: the endpoint's minutes are waited for.

const LATENCY_MS = 60;
const ROUNDS = 40;
const BUDGET = 300;
/** What the collector leaves and the user share together: no sweep runs beside this bench. */
const PER_MINUTE = BUDGET * 1.2;
const BULK = 500;
/** Enough for every call of the bench that is not measured by it. */
const UNBOUND = 1_000_000;

type Scene = Awaited<ReturnType<typeof openScene>>;
const figures: Figure[] = [];

/** One delete of each kind a round, in turn: our whole delete and its parts, and the SDK's call alone. */
async function oneByOne(name: string, options: DatabaseOptions): Promise<void> {
  const scene = await openScene(options, UNBOUND);
  const templates = await scene.addTemplates(ROUNDS * 2);
  await slow(scene);
  const wholes: number[] = [];
  const reads: number[] = [];
  const take = () => templates.pop() as Template;
  const times = await interleave(ROUNDS, {
    "after the check": async () => {
      const { regionId, templateId, name: confirmName } = take();
      const me = scene.as("operator");
      let checked = 0;
      const start = performance.now();
      const ctx: Ctx = {
        ...me,
        ecs: {
          ...me.ecs,
          readBuilds: async (...given) => {
            const asked = performance.now();
            const builds = await me.ecs.readBuilds(...given);
            reads.push(performance.now() - asked);
            return builds;
          },
        },
        afterStep: async (step) => {
          if (step === "4") checked = performance.now();
        },
      };
      const { kind } = await deleteTemplate(ctx, { regionId, templateId, confirmName });
      if (kind !== "deleted") throw new Error(kind);
      wholes.push(performance.now() - start);
      return performance.now() - checked;
    },
    bare: async () => {
      const start = performance.now();
      await scene.bare.delete(take().templateId);
      return performance.now() - start;
    },
  });
  const ratio = perRound(times["after the check"], times.bare);
  figures.push({
    what: `${name}: audited delete after its check ÷ bare SDK delete`,
    measured: ratio.median,
    goal: "≤ 1.25",
    note: `${range(ratio)}; ${middle(times["after the check"]).toFixed(1)} ms ÷ ${middle(times.bare).toFixed(1)} ms`,
  });
  const beyond = perRound(
    wholes.map((whole, round) => whole - (reads[round] ?? Number.NaN)),
    times.bare,
  );
  figures.push({
    what: `${name}: the same, with all of the check but its call to ECS`,
    measured: beyond.median,
    note: `${range(beyond)}; the whole takes ${middle(wholes).toFixed(1)} ms`,
  });
  await scene.close();
}

/** Five hundred in one region, from the start of one of the endpoint's minutes. */
async function inBulk(name: string, options: DatabaseOptions): Promise<void> {
  const scene = await openScene(options, BUDGET);
  const templates = await scene.addTemplates(BULK);
  await slow(scene);
  const me = scene.as("operator");
  const sent: number[] = [];
  const ecs: Ctx["ecs"] = {
    ...me.ecs,
    deleteTemplate: async (...given) => {
      sent.push(performance.now());
      return await me.ecs.deleteTemplate(...given);
    },
  };
  const runner = startBulkRunner({
    ctx: { ...me, actor: SYSTEM },
    actAs: async () => ({ ...me, ecs }),
    runner: "bench",
    track: (work) => work,
    onError: (error) => {
      throw error;
    },
  });
  await nextMinute(scene);
  const start = performance.now();
  const items = templates.map(({ regionId, templateId }) => ({ regionId, templateId }));
  const begun = await deleteTemplates(me, { items, confirm: "delete" });
  if (begun.kind !== "started") throw new Error(begun.kind);
  const rows = () =>
    me.db
      .selectFrom("bulk_delete")
      .select("ended_at")
      .where("bulk_id", "=", begun.bulkId)
      .executeTakeFirstOrThrow();
  while ((await rows()).ended_at === null) await pause(50);
  const seconds = (performance.now() - start) / 1_000;
  await runner.stop();

  const results = await me.db
    .selectFrom("bulk_item")
    .select("position")
    .where("result", "=", "deleted")
    .execute();
  const { throttled } = await scene.endpoint.calls();
  const first = sent.filter((at) => at - start < 60_000);
  const pace = (first.length - 1) / (((first.at(-1) ?? 0) - (first[0] ?? 0)) / 1_000);
  const bound = 60 * Math.floor((BULK - 1) / PER_MINUTE) + (((BULK - 1) % PER_MINUTE) + 1) / pace;
  figures.push({
    what: `${name}: bulk of ${BULK} in one region, time ÷ bound`,
    measured: seconds / bound,
    goal: "0.9 to 1.1",
    note: `${seconds.toFixed(1)} s; the bound: a budget of ${PER_MINUTE} a minute, the last minute at the pace of the first: ${bound.toFixed(1)} s`,
  });
  figures.push({
    what: `${name}: deletes in the first minute ÷ what the budget allows`,
    measured: first.length / PER_MINUTE,
    goal: "0.9 to 1",
    note: `${first.length} of ${PER_MINUTE}`,
  });
  figures.push({ what: `${name}: deleted`, measured: results.length, goal: String(BULK) });
  figures.push({ what: `${name}: calls that the endpoint throttled`, measured: throttled, goal: "0" });
  figures.push({
    what: `${name}: pace within the budget, deletes/s`,
    measured: pace,
    note: `the SDK alone, read and delete, four at a time: ${(await barePace(scene)).toFixed(1)}/s`,
  });
  await scene.close();
}

async function barePace(scene: Scene): Promise<number> {
  await scene.endpoint.control("DELETE", "faults");
  const templates = await scene.addTemplates(100);
  await slow(scene);
  const start = performance.now();
  const lane = async () => {
    for (let next = templates.pop(); next; next = templates.pop()) {
      await scene.bare.readBuilds(next.templateId);
      await scene.bare.delete(next.templateId);
    }
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
  return 100 / ((performance.now() - start) / 1_000);
}

/** The same for every call: the endpoint's own latency is half to one and a half of what it is told. */
async function slow({ endpoint }: Scene): Promise<void> {
  await endpoint.control("POST", "faults", { kind: "latency", ms: LATENCY_MS });
}

/** Sets the endpoint's clock to the start of its next minute, before anything is measured; the gateway reads it once. */
async function nextMinute(scene: Scene): Promise<void> {
  const { now } = await scene.endpoint.control<{ now: string }>("POST", "clock", { advanceSeconds: 0 });
  const left = 60 - ((Date.parse(now) / 1_000) % 60);
  await scene.endpoint.control("POST", "clock", { advanceSeconds: left });
  await scene.as("operator").ecs.listTemplates("cn-hangzhou", { share: "user" });
}

const folder = await mkdtemp(join(tmpdir(), "imagekeeper-bench-"));
const postgres = await startPostgres({ durable: true });
const sqlite = (name: string): DatabaseOptions => ({ kind: "sqlite", dataDir: join(folder, name) });
await oneByOne("SQLite", sqlite("one"));
await oneByOne("PostgreSQL", { kind: "postgres", url: postgres.url });
await inBulk("SQLite", sqlite("bulk"));
figures.push({ what: "load average of the machine at the end", measured: loadavg()[0] ?? Number.NaN });
report("bulk", figures);
await postgres.stop();
await rm(folder, { recursive: true, force: true });
