import { afterEach, expect, it } from "vitest";
import type { EmulatorOptions } from "@/emulator/server";
import { eachDatabase, type TestDatabase } from "@/lib/server/db/testing/databases";
import { gatewayTo } from "@/lib/server/ecs/testing";
import type { EcsGateway } from "@/lib/server/ecs/types";
import { type Collector, type CollectorDeps, startCollector } from "./collector";
import { removeTemplate } from "./remove-template";
import { toTemplateItem } from "./template-item";
import { HandTime, standstill, watchWork } from "./testing/hand-time";
import { write } from "./testing/live-world";
import { outcomeChange } from "./testing/outcomes";
import { itemOf } from "./testing/reads";
import { openWorld, REGION, silent, type World } from "./testing/world";

const PATIENCE = 180_000;

eachDatabase("the collector", (open) => {
  const cleanups: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });

  async function begin(options: EmulatorOptions = {}) {
    const database = await open();
    const real = await openWorld(database, options);
    cleanups.push(() => real.close());
    const { gateway, work } = watchWork(real.ecs, () => settleWrites(database));
    const world = { ...real, ecs: gateway };
    const time = new HandTime(1_000_000, database.testClock);
    time.work = work;
    return { database, world, time, work };
  }
  function collect(
    { database, world, time }: { database: TestDatabase; world: World; time: HandTime },
    changes: Partial<CollectorDeps> = {},
  ): Collector {
    const collector = startCollector({
      handle: { ...database, clock: database.testClock },
      ecs: world.ecs,
      sleep: time.sleep,
      now: time.now,
      random: () => 0.5,
      log: silent,
      budget: 300,
      holder: "one",
      ...changes,
    });
    cleanups.push(() => collector.stop());
    return collector;
  }
  /** A write that changes nothing comes after every write that was queued before it. */
  const settleWrites = ({ db }: TestDatabase) =>
    db.transaction().execute((trx) => trx.deleteFrom("setting").where("name", "=", "no such name").execute());
  const rows = ({ db }: TestDatabase) =>
    db.selectFrom("template").selectAll().orderBy("region_id").orderBy("template_id").execute();
  const unread = async ({ db }: TestDatabase) => {
    const all = await db.selectFrom("template").select("builds_as_of").execute();
    return all.filter((row) => row.builds_as_of === null).length;
  };
  /** Region, ID and latest build as the endpoint itself knows them. */
  async function truth(world: World): Promise<string[]> {
    type Truth = {
      imagePipelineId: string;
      executions: { executionId: string; status: string; creationTime: string }[];
    };
    const state = await world.control<{ regions: Record<string, { templates: Truth[] }> }>("GET", "state");
    const lines: string[] = [];
    for (const [regionId, { templates }] of Object.entries(state.regions)) {
      for (const { imagePipelineId, executions } of templates) {
        const latest = [...executions].sort((a, b) => (a.creationTime < b.creationTime ? 1 : -1))[0];
        lines.push(`${regionId} ${imagePipelineId} ${latest?.executionId} ${latest?.status}`);
      }
    }
    return lines.sort();
  }
  const copy = async (database: TestDatabase) =>
    (await rows(database))
      .map((row) => {
        const { regionId, id, latestBuild } = toTemplateItem(row);
        return `${regionId} ${id} ${latestBuild?.id} ${latestBuild?.status}`;
      })
      .sort();

  it(
    "reads 200 templates of eight regions from nothing at one call each, then from memory at none, whatever the order",
    async () => {
      const regions = ["cn-hangzhou", "cn-shanghai", "cn-beijing", "cn-shenzhen", "cn-hongkong"];
      const all = [...regions, "ap-southeast-1", "eu-central-1", "us-west-1"];
      const scene = await begin({ regions: all, templates: 200, order: "random" });
      const { database, world } = scene;
      const collector = collect(scene);
      await standstill(async () => (await rows(database)).length === 200 && (await unread(database)) === 0);
      expect(await world.calls("DescribeImagePipelines")).toBe(8);
      expect(await world.calls("DescribeImagePipelineExecutions")).toBe(200);
      expect(await world.calls()).toBe(209);
      expect(await copy(database)).toEqual(await truth(world));

      for (let page = 0; page < 20; page += 1) await copy(database);
      expect(await world.calls()).toBe(209);

      const before = await rows(database);
      await collector.stop();
      expect(await rows(database)).toEqual(before);
      await world.control("DELETE", "calls");
      collect(scene);
      await standstill(async () => (await world.calls("DescribeRegions")) === 1);
      await scene.time.pass(2);
      expect(await world.calls()).toBe(1);
    },
    PATIENCE,
  );

  it(
    "sees a build that moves, one started elsewhere, a new template and one that is gone, each in its time",
    async () => {
      const scene = await begin();
      const { database, world, time } = scene;
      const busy = await world.addTemplate("busy", "BUILDING");
      const idle = await world.addTemplate("idle", "SUCCESS");
      collect(scene);
      const status = async (id: string) => (await itemOf(database.db, id))?.latestBuild?.status;
      const known = async () => (await rows(database)).length > 0 && (await unread(database)) === 0;
      await time.until(known);

      await world.control("PUT", `executions/${busy.buildIds[0]}`, { status: "TESTING" });
      await time.until(async () => (await status(busy.templateId)) === "TESTING", 0.25, 15);

      const started = { regionId: REGION, imagePipelineId: idle.templateId, status: "PREPARING" };
      await world.control("POST", "executions", started);
      await time.until(async () => (await status(idle.templateId)) === "PREPARING", 0.5, 75);

      const fresh = await world.addTemplate("fresh");
      await time.until(async () => (await itemOf(database.db, fresh.templateId))?.asOf != null, 0.5, 75);

      await world.control("DELETE", `templates/${busy.templateId}`);
      await time.until(async () => (await itemOf(database.db, busy.templateId)) === null, 0.5, 75);
      const log = await database.db.selectFrom("audit_event").select(["action", "template_id"]).execute();
      expect(log).toEqual([{ action: "template.vanished", template_id: busy.templateId }]);
    },
    PATIENCE,
  );

  it(
    "a hint is followed at once: no time goes by between a start and its row",
    async () => {
      const scene = await begin();
      const { database, world, time } = scene;
      const { templateId } = await world.addTemplate("web", "SUCCESS");
      collect(scene);
      await time.until(async () => (await itemOf(database.db, templateId))?.asOf != null);
      const started = { regionId: REGION, imagePipelineId: templateId, status: "PREPARING" };
      await world.control("POST", "executions", started);
      await write(database, [outcomeChange("build.start", "succeeded", templateId)]);
      const isSeen = async () => (await itemOf(database.db, templateId))?.latestBuild?.status === "PREPARING";
      await standstill(isSeen);
    },
    PATIENCE,
  );

  it(
    "what was deleted through a console is not asked for any more, and what was started before a takeover is read first",
    async () => {
      const scene = await begin();
      const { database, world, time } = scene;
      const deleted = await world.addTemplate("deleted", "BUILDING");
      const started = await world.addTemplate("started", "SUCCESS");
      const asked: string[] = [];
      const readBuilds: EcsGateway["readBuilds"] = (regionId, templateId, options) => {
        asked.push(templateId);
        return world.ecs.readBuilds(regionId, templateId, options);
      };
      const first = collect(scene, { ecs: { ...world.ecs, readBuilds } });
      const isKnown = async () =>
        (await itemOf(database.db, deleted.templateId))?.asOf != null &&
        (await itemOf(database.db, started.templateId))?.asOf != null;
      await time.until(isKnown);
      await world.control("DELETE", `templates/${deleted.templateId}`);
      await database.db.deleteFrom("template").where("template_id", "=", deleted.templateId).execute();
      await write(database, [outcomeChange("template.delete", "succeeded", deleted.templateId)]);
      await time.pass(1);
      asked.length = 0;
      await time.pass(30);
      expect(asked).not.toContain(deleted.templateId);
      await first.stop();

      const execution = { regionId: REGION, imagePipelineId: started.templateId, status: "PREPARING" };
      await world.control("POST", "executions", execution);
      await write(database, [outcomeChange("build.start", "succeeded", started.templateId)]);
      await world.control("DELETE", "calls");
      collect(scene, { holder: "two" });
      const isSeen = async () =>
        (await itemOf(database.db, started.templateId))?.latestBuild?.status === "PREPARING";
      await standstill(isSeen);
      expect(await world.calls("DescribeImagePipelineExecutions")).toBe(1);
      expect(await world.calls("DescribeImagePipelines")).toBe(0);
    },
    PATIENCE,
  );

  const FAULTS: Record<string, unknown>[] = [
    { kind: "error", status: 403, code: "Forbidden.RAM", message: "no" },
    { kind: "error", status: 500, code: "InternalError", message: "oops" },
    { kind: "reset" },
    { kind: "reset-after-effect" },
    { kind: "truncate" },
    { kind: "html" },
    { kind: "empty" },
    { kind: "empty-list" },
    { kind: "wrong-type" },
    { kind: "repeat-token" },
    { kind: "expired-token" },
    { kind: "latency", ms: 30 },
  ];
  it.each(["DescribeImagePipelines", "DescribeImagePipelineExecutions"])(
    "every fault of %s, once and for ever: no row vanishes, nothing becomes deletable, all is well after it",
    async (action) => {
      const scene = await begin();
      const { database, world, time } = scene;
      const { templateId } = await world.addTemplate("busy", "SUCCESS", "BUILDING");
      await world.addTemplate("never");
      await world.addTemplate("odd", "HIBERNATING");
      collect(scene);
      await time.until(async () => (await rows(database)).length === 4 && (await unread(database)) === 0);
      const facts = async () =>
        (await rows(database)).map((row) => `${row.template_id} ${row.latest_status} ${row.deletable}`);
      const before = await facts();
      for (const fault of FAULTS) {
        for (const times of [{ times: 1 }, {}]) {
          await world.control("POST", "faults", { ...fault, ...times, action });
          const calls = await world.calls(action);
          await time.until(async () => (await world.calls(action)) > calls + 2, 5, 400);
          expect(await facts(), JSON.stringify({ ...fault, ...times })).toEqual(before);
          await world.control("DELETE", "faults");
        }
      }
      const asOf = (await itemOf(database.db, templateId))?.asOf ?? "";
      await time.until(async () => ((await itemOf(database.db, templateId))?.asOf ?? "") > asOf);
      await time.until(async () => {
        const region = await database.db.selectFrom("region").selectAll().executeTakeFirstOrThrow();
        return region.error_code === null && (await rows(database)).every((row) => row.builds_error === null);
      });
      expect(await facts()).toEqual(before);

      // Throttled last: the gateway then keeps away from this operation for the rest of a real minute.
      await world.control("POST", "faults", { kind: "throttle", action });
      const calls = await world.calls(action);
      await time.until(async () => (await world.calls(action)) > calls, 5, 400);
      expect(await facts()).toEqual(before);
      expect(await database.db.selectFrom("audit_event").selectAll().execute()).toEqual([]);
    },
    PATIENCE,
  );

  it.each(["DescribeImagePipelines", "DescribeImagePipelineExecutions"])(
    "no answer at all to %s, once and for ever: the same",
    async (action) => {
      const scene = await begin();
      const { database, world, time } = scene;
      await world.addTemplate("busy", "SUCCESS", "BUILDING");
      const first = collect(scene);
      await time.until(async () => (await rows(database)).length === 2 && (await unread(database)) === 0);
      await first.stop();
      const facts = async () =>
        (await rows(database)).map((row) => `${row.template_id} ${row.latest_status} ${row.deletable}`);
      const before = await facts();
      // Here calls hang until their own time is over, so nobody waits for them.
      time.work = null;
      const { gateway, time: patience } = gatewayTo(world.emulator.url);
      collect(scene, { ecs: gateway });
      const failed = async () => {
        const region = await database.db.selectFrom("region").selectAll().executeTakeFirstOrThrow();
        const codes = (await rows(database)).map((row) => row.builds_error);
        return [region.error_code, ...codes].includes("ecs-timeout");
      };
      for (const times of [{ times: 1 }, {}]) {
        await world.control("POST", "faults", { kind: "timeout", ...times, action });
        for (let hung = 0; hung < (times.times ?? 3); hung += 1) {
          const calls = await world.calls(action);
          await time.until(async () => (await world.calls(action)) > calls, 1, 400);
          patience.advance(8_000);
          await standstill(failed);
          expect(await facts()).toEqual(before);
        }
        await world.control("DELETE", "faults");
      }
      patience.advance(8_000);
      await time.until(async () => !(await failed()), 1, 400);
      expect(await facts()).toEqual(before);
      expect(await database.db.selectFrom("audit_event").selectAll().execute()).toEqual([]);
    },
    PATIENCE,
  );

  it(
    "every fault of DescribeRegions, once and for ever: known regions are read on, every row stays",
    async () => {
      const scene = await begin({ regions: [REGION, "cn-beijing"], templates: 4 });
      const { database, world, time } = scene;
      const first = collect(scene);
      await time.until(async () => (await rows(database)).length === 4 && (await unread(database)) === 0);
      await first.stop();
      const facts = async () =>
        (await rows(database)).map((row) => `${row.template_id} ${row.latest_status} ${row.deletable}`);
      const before = await facts();
      const asks = () => world.calls("DescribeRegions");
      // Throttled last: the gateway then keeps away from this operation for the rest of a real minute.
      for (const fault of [...FAULTS, { kind: "throttle" }]) {
        for (const times of fault.kind === "throttle" ? [{}] : [{ times: 1 }, {}]) {
          const label = JSON.stringify({ ...fault, ...times });
          await world.control("POST", "faults", { ...fault, ...times, action: "DescribeRegions" });
          const [listed, regions] = [await world.calls("DescribeImagePipelines"), await asks()];
          const collector = collect(scene);
          const goesOn = async () =>
            (await asks()) > regions && (await world.calls("DescribeImagePipelines")) >= listed + 2;
          await time.until(goesOn, 4, 400);
          await collector.stop();
          expect(await facts(), label).toEqual(before);
          const codes = await database.db.selectFrom("region").select("error_code").execute();
          expect(
            codes.map((row) => row.error_code),
            label,
          ).toEqual([null, null]);
          await world.control("DELETE", "faults");
        }
      }
    },
    PATIENCE,
  );

  /** The gateway, but what it read is kept back until the gate opens. */
  function gated(ecs: EcsGateway, method: "listTemplates" | "readBuilds") {
    let openGate = () => {};
    let waiting = 0;
    const gate = new Promise<void>((resolve) => {
      openGate = resolve;
    });
    const late = async (...args: never[]) => {
      const read = await (ecs[method] as (...args: never[]) => Promise<unknown>)(...args);
      waiting += 1;
      await gate;
      return read;
    };
    return { ecs: { ...ecs, [method]: late } as EcsGateway, open: () => openGate(), waiting: () => waiting };
  }

  it(
    "a leader that stalls and wakes after another took over writes nothing more",
    async () => {
      const scene = await begin();
      const { database, world, work } = scene;
      const { templateId, buildIds } = await world.addTemplate("web", "SUCCESS");
      const stalled = gated(world.ecs, "readBuilds");
      collect(scene, { ecs: stalled.ecs, holder: "stalled" });
      await standstill(() => stalled.waiting() >= 1);

      const second = new HandTime(9_000_000, database.testClock);
      second.work = work;
      collect({ ...scene, time: second }, { holder: "second" });
      expect(await itemOf(database.db, templateId)).toMatchObject({ asOf: null });
      await second.until(async () => (await itemOf(database.db, templateId))?.asOf != null, 0.25, 15);
      const lease = await database.db.selectFrom("lease").selectAll().executeTakeFirstOrThrow();
      expect(lease).toMatchObject({ holder: "second", token: 2 });

      await world.control("PUT", `executions/${buildIds[0]}`, { status: "FAILED" });
      await write(database, [outcomeChange("build.start", "succeeded", templateId)]);
      await standstill(async () => (await itemOf(database.db, templateId))?.latestBuild?.status === "FAILED");
      const before = await rows(database);
      stalled.open();
      await scene.time.pass(4);
      const after = await rows(database);
      expect(after.map((row) => row.latest_status)).toEqual(before.map((row) => row.latest_status));
      const now = await database.db.selectFrom("lease").selectAll().executeTakeFirstOrThrow();
      expect(now.token).toBe(2);
    },
    PATIENCE,
  );

  it(
    "a listing that began before a delete was settled brings nothing back, on a process 20 s ahead",
    async () => {
      const scene = await begin();
      const { database, world } = scene;
      const { templateId } = await world.addTemplate("web", "SUCCESS");
      const ahead = new HandTime(Date.parse(await database.testClock.now()) + 20_000, database.testClock);
      const first = collect({ ...scene, time: ahead });
      await ahead.until(async () => (await itemOf(database.db, templateId))?.asOf != null);
      await first.stop();

      const late = gated(world.ecs, "listTemplates");
      ahead.advance(61);
      collect({ ...scene, time: ahead }, { ecs: late.ecs });
      await standstill(() => late.waiting() === 1);
      await world.control("DELETE", `templates/${templateId}`);
      database.testClock.advance(1);
      const ref = { regionId: REGION, templateId };
      await database.db.transaction().execute((trx) => removeTemplate(trx, database.testClock, ref, 7));
      const listed = async () =>
        (await database.db.selectFrom("region").select("listed_at").executeTakeFirstOrThrow()).listed_at;
      const before = await listed();
      late.open();
      await ahead.until(async () => (await listed()) !== before);
      expect(await itemOf(database.db, templateId)).toBeNull();
      const next = await listed();
      await ahead.until(async () => (await listed()) !== next, 0.5);
      expect(await itemOf(database.db, templateId)).toBeNull();
      expect(await database.db.selectFrom("audit_event").selectAll().execute()).toEqual([]);
    },
    PATIENCE,
  );

  it(
    "a region that is listed no more keeps its rows and says so; the others go on",
    async () => {
      const scene = await begin({ regions: [REGION, "cn-beijing"], templates: 4 });
      const { database, world, time } = scene;
      let closed = false;
      const listRegions: EcsGateway["listRegions"] = async (options) =>
        closed ? [REGION] : world.ecs.listRegions(options);
      collect(scene, { ecs: { ...world.ecs, listRegions } });
      await time.until(async () => (await rows(database)).length === 4 && (await unread(database)) === 0);
      closed = true;
      const code = async (regionId: string) =>
        (
          await database.db
            .selectFrom("region")
            .select("error_code")
            .where("region_id", "=", regionId)
            .executeTakeFirstOrThrow()
        ).error_code;
      await time.until(async () => (await code("cn-beijing")) === "not-found", 0.5);
      expect(await rows(database)).toHaveLength(4);
      expect(await code(REGION)).toBeNull();
    },
    PATIENCE,
  );
});
