import { takeLease } from "@/lib/server/inventory/lease";
import { vanish } from "@/lib/server/inventory/vanish";
import { cancelBuild } from "@/lib/server/services/builds/cancel";
import { reconcileCancels, reconcileStarts } from "@/lib/server/services/builds/reconcile";
import { startBuild } from "@/lib/server/services/builds/start";
import { reconcileRestores } from "@/lib/server/services/recycle-bin/reconcile";
import { restoreTemplate } from "@/lib/server/services/recycle-bin/restore";
import { deleteTemplate } from "@/lib/server/services/templates/delete";
import { reconcileDeletes } from "@/lib/server/services/templates/reconcile";
import { agrees, recordOf, templatesThere } from "../support/truth";
import { firstOf, type Play, press, type Scene } from "./scene";

/** A delete while every second call of a kind may fail; then the fault ends and what was left is settled. */
export const deleteUnder: Play = async (scene, stand, name) => {
  const { console, database, fresh } = scene;
  const { templateId, regionId } = await scene.add(name, "FAILED", "SUCCESS");
  const sent = await console.calls("DeleteImagePipeline");
  await stand();
  const ecs = fresh();
  const done = await press(() =>
    deleteTemplate(console.as("operator", { ecs }), { regionId, templateId, confirmName: name }),
  );
  await console.control("DELETE", "faults");
  await settle(scene, [0, 46], (ctx) => reconcileDeletes(ctx));
  return { ...done, wrong: firstOf(done.broken, await wrongDelete(scene, templateId, sent)) };

  async function wrongDelete(_: Scene, id: string, before: number): Promise<string | null> {
    const record = await recordOf(database.db, id);
    const exists = (await templatesThere(console)).has(id);
    const sends = (await console.calls("DeleteImagePipeline")) - before;
    return firstOf(
      sends > 1 && `sent ${sends} times`,
      sends > 0 && record.intents !== 1 && "sent without one record",
      record.words.length === 0 && "nothing recorded",
      !agrees(record, exists) && `the record says ${record.words.join(", ")}, the template exists: ${exists}`,
      done.result === "deleted" && exists && "told deleted, and it is there",
      done.result === "failed" && !exists && "told failed, and it is gone",
    );
  }
};

/** A delete whose answer is lost, settled by reading under a fault; nothing may be concluded that is not so. */
export const settleUnder: Play = async (scene, stand, name) => {
  const { console, database, fresh } = scene;
  const lost = Number(name.at(-1)) % 2 === 0 ? "reset" : "reset-after-effect";
  const { templateId, regionId } = await scene.add(name, "SUCCESS");
  await console.control("POST", "faults", { kind: lost, action: "DeleteImagePipeline", times: 1 });
  await deleteTemplate(console.as("operator", { ecs: fresh() }), { regionId, templateId, confirmName: name });
  await stand();
  scene.advance(46);
  const done = await press(async () => {
    await reconcileDeletes(console.system({ ecs: fresh() }));
    return undefined;
  });
  const exists = (await templatesThere(console)).has(templateId);
  const { words } = await recordOf(database.db, templateId);
  const guessed = words.includes(exists ? "succeeded" : "failed");
  await console.control("DELETE", "faults");
  await settle(scene, [31, 91], (ctx) => reconcileDeletes(ctx));
  const record = await recordOf(database.db, templateId);
  return {
    ...done,
    wrong: firstOf(
      done.broken,
      guessed && `settled as ${words.at(-1)}, the template exists: ${exists}`,
      !agrees(record, exists) && `in the end the record says ${record.words.join(", ")}`,
      record.locked && "a lock is left",
    ),
  };
};

/** A listing under a fault, and the look of a collector that takes the template for missing. */
export const listUnder: Play = async (scene, stand, name) => {
  const { console, database, fresh } = scene;
  const { templateId, regionId } = await scene.add(name, "SUCCESS");
  scene.advance(1);
  const lease = await takeLease(database.db, database.testClock, {
    name: "prove",
    holder: "prove",
    ttlMs: 600_000,
  });
  await stand();
  const done = await press(async () => {
    if (lease === null) throw new Error("no lease");
    const deps = {
      db: database.db,
      clock: database.testClock,
      ecs: fresh(),
      lease,
      publish: () => undefined,
    };
    await vanish(deps, { regionId, templateId });
    return undefined;
  });
  const listed = await press(async () => {
    await scene.list(fresh());
    return undefined;
  });
  await console.control("DELETE", "faults");
  const record = await recordOf(database.db, templateId);
  return {
    result: `${done.result}, ${listed.result}`,
    ms: Math.max(done.ms, listed.ms),
    wrong: firstOf(
      done.broken,
      listed.broken,
      !record.hasRow && "the row of a template that exists has left",
      record.words.length > 0 && `recorded ${record.words.join(", ")}`,
    ),
  };
};

/** A start under a fault: one build at most, and the last word says whether there is one. */
export const startUnder: Play = async (scene, stand, name) => {
  const { console, fresh } = scene;
  const { templateId, regionId } = await scene.add(name, "SUCCESS");
  await stand();
  const done = await press(() =>
    startBuild(console.as("operator", { ecs: fresh() }), { regionId, templateId }),
  );
  await console.control("DELETE", "faults");
  await settle(scene, [13, 31], (ctx) => reconcileStarts(ctx));
  const builds = await console.ecs.readBuilds(regionId, templateId, { share: "user" });
  const words = await console.words(templateId);
  return {
    ...done,
    wrong: firstOf(
      done.broken,
      builds.length > 2 && "two builds for one press",
      (words.at(-1) === "succeeded") !== (builds.length === 2) && `the record says ${words.join(", ")}`,
    ),
  };
};

/** A cancel under a fault: sent once at most, and the last word says what became of the build. */
export const cancelUnder: Play = async (scene, stand, name) => {
  const { console, fresh } = scene;
  const action = "CancelImagePipelineExecution";
  const { templateId, regionId, buildIds } = await scene.add(name, "BUILDING");
  const sent = await console.calls(action);
  await stand();
  const input = { regionId, templateId, buildId: buildIds[0] ?? "" };
  const done = await press(() => cancelBuild(console.as("operator", { ecs: fresh() }), input));
  await console.control("DELETE", "faults");
  await settle(scene, [3, 10, 46], (ctx) => reconcileCancels(ctx));
  const sends = (await console.calls(action)) - sent;
  const [build] = await console.ecs.readBuilds(regionId, templateId, { share: "user" });
  const isCancelled = build?.status.startsWith("CANCEL") ?? false;
  const words = await console.words(templateId);
  return {
    ...done,
    wrong: firstOf(
      done.broken,
      sends > 1 && `sent ${sends} times`,
      (words.at(-1) === "succeeded") !== isCancelled && `the record says ${words.join(", ")}`,
    ),
  };
};

/** A restore under a fault: one template at most, and the last word says whether there is one. */
export const createUnder: Play = async (scene, stand, name) => {
  const { console, fresh } = scene;
  const { templateId, regionId } = await scene.add(name, "SUCCESS");
  await deleteTemplate(console.as("operator", { ecs: fresh() }), { regionId, templateId, confirmName: name });
  const before = (await templatesThere(console)).size;
  await stand();
  const done = await press(() =>
    restoreTemplate(console.as("operator", { ecs: fresh() }), { regionId, templateId }),
  );
  await console.control("DELETE", "faults");
  await settle(scene, [13, 31, 61], (ctx) => reconcileRestores(ctx));
  const made = (await templatesThere(console)).size - before;
  const words = (await console.log(templateId))
    .filter(({ action }) => action === "template.restore")
    .map(({ outcome, phase }) => outcome ?? phase);
  return {
    ...done,
    wrong: firstOf(
      done.broken,
      made > 1 && "two templates for one press",
      (words.at(-1) === "succeeded") !== (made === 1) && `the record says ${words.join(", ")}, made ${made}`,
    ),
  };
};

async function settle(
  { console, fresh, advance }: Scene,
  seconds: readonly number[],
  pass: (ctx: ReturnType<Scene["console"]["system"]>) => Promise<unknown>,
): Promise<void> {
  for (const more of seconds) {
    advance(more);
    await pass(console.system({ ecs: fresh() }));
  }
}
