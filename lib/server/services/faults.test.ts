import { expect, it } from "vitest";
import { eachDatabase } from "@/lib/server/db/testing/databases";
import { createGateway } from "@/lib/server/ecs/gateway";
import { manualTime } from "@/lib/server/ecs/testing";
import { cancelBuild } from "./builds/cancel";
import { reconcileCancels, reconcileStarts } from "./builds/reconcile";
import { startBuild } from "./builds/start";
import { deleteTemplate } from "./templates/delete";
import { reconcileDeletes } from "./templates/reconcile";
import { openConsole, REGION } from "./testing/console";

// Every fault kind of the local endpoint, once and for ever, on every call that a user's action makes: nothing is sent
// twice, no row leaves without its template, and the last word of the log is what the endpoint holds.

type Fault = { readonly kind: string; readonly [field: string]: unknown };

const FAULTS: readonly Fault[] = [
  { kind: "error", status: 403, code: "Forbidden.RAM", message: "no" },
  { kind: "error", status: 500, code: "InternalError", message: "oops" },
  { kind: "throttle" },
  { kind: "latency", ms: 20 },
  { kind: "timeout" },
  { kind: "reset" },
  { kind: "reset-after-effect" },
  { kind: "truncate" },
  { kind: "html" },
  { kind: "empty" },
  { kind: "empty-list" },
  { kind: "wrong-type" },
  { kind: "repeat-token" },
  { kind: "expired-token" },
];
const CASES = FAULTS.flatMap((fault) => [{ ...fault, times: 1 }, fault]);

eachDatabase("every fault, once and for ever", (open) => {
  async function openWorld() {
    const database = await open();
    // Each case takes its time from here on; the endpoint judges signatures by its real clock.
    database.testClock.set(new Date(Date.now() - 12 * 60_000).toISOString());
    const console = await openConsole(database, database.testClock);
    const row = async (templateId: string) =>
      await database.db
        .selectFrom("template")
        .select(["deletable", "latest_status"])
        .where("template_id", "=", templateId)
        .executeTakeFirst();
    /** A gateway as after a fresh start, its deadlines in our hands. */
    const fresh = () => {
      const time = manualTime();
      const ecs = createGateway({
        mode: "demo",
        endpoint: console.emulator.url,
        regions: [REGION],
        budgetPerMinute: 100_000,
        version: "0",
        now: time.now,
        sleep: time.sleep,
        random: () => 0,
      });
      return { ecs, time };
    };
    /** Waits for what may hang: a call that came and gets no answer is over after 8 s of the gateway's time. */
    const over = async <T>(
      fault: Fault,
      action: string,
      time: { advance(ms: number): void },
      work: Promise<T>,
    ) => {
      let isOver = false;
      const done = work.finally(() => {
        isOver = true;
      });
      done.catch(() => undefined);
      let seen = await console.calls(action);
      while (fault.kind === "timeout" && !isOver) {
        const now = await console.calls(action);
        if (now > seen) time.advance(8_000);
        seen = now;
        await new Promise((resolve) => setImmediate(resolve));
      }
      return await done;
    };
    return { console, clock: database.testClock, fresh, over, row, database };
  }

  it.each(["DescribeImagePipelineExecutions", "DeleteImagePipeline"])(
    "of %s while a template is deleted: at most one send, and the log tells the truth",
    async (action) => {
      const world = await openWorld();
      const { console, clock, fresh, over, row } = world;
      for (const fault of CASES) {
        const label = JSON.stringify(fault);
        const { templateId, regionId, name } = await console.addTemplate(
          label.slice(0, 60),
          "FAILED",
          "SUCCESS",
        );
        const { ecs, time } = fresh();
        const sent = await console.calls("DeleteImagePipeline");
        const sends = async () => (await console.calls("DeleteImagePipeline")) - sent;
        await console.control("POST", "faults", { ...fault, action });
        const press = deleteTemplate(console.as("operator", { ecs }), {
          regionId,
          templateId,
          confirmName: name,
        });
        const result = await over(fault, action, time, press);
        expect(await sends(), label).toBeLessThanOrEqual(1);
        expect((await row(templateId)) === undefined, label).toBe(result.kind === "deleted");
        if (result.kind !== "deleted") expect((await row(templateId))?.latest_status, label).toBe("SUCCESS");
        await console.control("DELETE", "faults");

        for (const seconds of [0, 46]) {
          clock.advance(seconds);
          await reconcileDeletes(console.system({ ecs: fresh().ecs }));
        }
        expect(await sends(), label).toBeLessThanOrEqual(1);
        const exists = await console.exists(templateId);
        expect((await console.words(templateId)).at(-1) === "succeeded", label).toBe(!exists);
        expect((await row(templateId)) !== undefined, label).toBe(exists);
      }
      await console.close();
    },
    180_000,
  );

  it.each(["DescribeImagePipelines", "DescribeImagePipelineExecutions"])(
    "of %s while an unknown delete is settled: no outcome that the endpoint does not bear out",
    async (action) => {
      const world = await openWorld();
      const { console, clock, fresh, over, row } = world;
      for (const lost of ["reset", "reset-after-effect"]) {
        for (const fault of FAULTS) {
          const label = `${lost}, then ${JSON.stringify(fault)}`;
          const template = await console.addTemplate(fault.kind, "SUCCESS");
          const { regionId, templateId, name } = template;
          await console.control("POST", "faults", { kind: lost, action: "DeleteImagePipeline", times: 1 });
          const started = fresh();
          const as = console.as("operator", { ecs: started.ecs });
          expect(await deleteTemplate(as, { regionId, templateId, confirmName: name })).toMatchObject({
            kind: "unknown",
          });
          await console.control("POST", "faults", { ...fault, action });
          clock.advance(46);
          const { ecs, time } = fresh();
          await over(fault, action, time, reconcileDeletes(console.system({ ecs })));
          const exists = await console.exists(templateId);
          expect(exists).toBe(lost === "reset");
          const wrong = exists ? "succeeded" : "failed";
          expect(await console.words(templateId), label).not.toContain(wrong);
          if (exists) expect(await row(templateId), label).toMatchObject({ deletable: 0 });
          await console.control("DELETE", "faults");
          // Out of the way of the next case, whose reconciler would read it again.
          await world.database.db.updateTable("delete_attempt").set({ state: "settled" }).execute();
        }
      }
      await console.close();
    },
    180_000,
  );

  it("of StartImagePipelineExecution: one build at most for a press, and the log tells the truth", async () => {
    const { console, clock, fresh, over } = await openWorld();
    const action = "StartImagePipelineExecution";
    for (const fault of CASES) {
      const label = JSON.stringify(fault);
      const { templateId, regionId } = await console.addTemplate(fault.kind, "SUCCESS");
      const { ecs, time } = fresh();
      await console.control("POST", "faults", { ...fault, action });
      const press = startBuild(console.as("operator", { ecs }), { regionId, templateId });
      await over(fault, action, time, press);
      await console.control("DELETE", "faults");
      for (const seconds of [3, 10]) {
        clock.advance(seconds);
        await reconcileStarts(console.system({ ecs: fresh().ecs }));
      }
      const builds = await console.ecs.readBuilds(regionId, templateId, { share: "user" });
      expect(builds.length, label).toBeLessThanOrEqual(2);
      expect((await console.words(templateId)).at(-1) === "succeeded", label).toBe(builds.length === 2);
    }
    await console.close();
  }, 180_000);

  it("of CancelImagePipelineExecution: sent once for a press, and the log tells the truth", async () => {
    const { console, clock, fresh, over } = await openWorld();
    const action = "CancelImagePipelineExecution";
    for (const fault of CASES) {
      const label = JSON.stringify(fault);
      const { templateId, regionId, buildIds } = await console.addTemplate(fault.kind, "BUILDING");
      const buildId = buildIds[0] ?? "";
      const { ecs, time } = fresh();
      const sent = await console.calls(action);
      await console.control("POST", "faults", { ...fault, action });
      const press = cancelBuild(console.as("operator", { ecs }), { regionId, templateId, buildId });
      await over(fault, action, time, press);
      await console.control("DELETE", "faults");
      for (const seconds of [3, 10, 46]) {
        clock.advance(seconds);
        await reconcileCancels(console.system({ ecs: fresh().ecs }));
      }
      expect((await console.calls(action)) - sent, label).toBeLessThanOrEqual(1);
      const [build] = await console.ecs.readBuilds(regionId, templateId, { share: "user" });
      const isCancelled = build?.status.startsWith("CANCEL") ?? false;
      expect((await console.words(templateId)).at(-1) === "succeeded", label).toBe(isCancelled);
    }
    await console.close();
  }, 180_000);
});
