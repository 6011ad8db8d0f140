import { expect, it } from "vitest";
import { parseBinQuery } from "@/lib/contracts/bin-query";
import type { TemplateRef } from "@/lib/contracts/inputs";
import { isAppError } from "@/lib/domain/app-error";
import { eachDatabase } from "@/lib/server/db/testing/databases";
import { takeLease } from "@/lib/server/inventory/lease";
import { vanish } from "@/lib/server/inventory/vanish";
import { deleteTemplate } from "../templates/delete";
import { readTemplateDetail } from "../templates/detail";
import { openConsole, REGION, stallAt } from "../testing/console";
import { checkRestore } from "./check-restore";
import { listRecycleBin } from "./list";
import { pruneRecycleBin } from "./prune";
import { reconcileRestores } from "./reconcile";
import { restoreTemplate } from "./restore";

const DAY = 24 * 3600;
const CREATE = "CreateImagePipeline";

eachDatabase("the recycle bin", (open) => {
  const run = (name: string, body: (world: Awaited<ReturnType<typeof openWorld>>) => Promise<void>) =>
    it(name, async () => {
      const world = await openWorld();
      try {
        await body(world);
      } finally {
        await world.console.close();
      }
    });

  async function openWorld() {
    const database = await open();
    const clock = database.testClock;
    clock.set(new Date().toISOString());
    const console = await openConsole(database, clock);
    const bin = (query = "") =>
      listRecycleBin(console.as("viewer"), parseBinQuery(new URLSearchParams(query)));
    const remove = async (name: string, ...statuses: string[]) => {
      const { templateId } = await console.addTemplate(name, ...statuses);
      const ref = { regionId: REGION, templateId };
      const result = await deleteTemplate(console.as("operator"), { ...ref, confirmName: name });
      expect(result.kind).toBe("deleted");
      return ref;
    };
    const restored = async (ref: TemplateRef) => {
      const result = await restoreTemplate(console.as("operator"), ref);
      if (result.kind !== "restored") throw new Error(JSON.stringify(result));
      return result.templateId;
    };
    const fault = (kind: string, more: object = {}) =>
      console.control("POST", "faults", { action: CREATE, kind, ...more });
    const count = async () => {
      const state = await console.control<{ regions: Record<string, { templates: { name: string }[] }> }>(
        "GET",
        "state",
      );
      return Object.values(state.regions).flatMap((region) => region.templates).length;
    };
    return { console, clock, database, bin, remove, restored, fault, count };
  }

  run(
    "a template deleted here is in it under its old ID, with who, when, its last build and its end",
    async (world) => {
      const ref = await world.remove("kept", "FAILED", "SUCCESS");
      const page = await world.bin();
      expect(page).toMatchObject({ total: 1, days: 90, nextCursor: null });
      const [item] = page.items;
      expect(item).toMatchObject({
        id: ref.templateId,
        regionId: REGION,
        name: "kept",
        how: "deleted",
        by: "operator@demo",
        buildCount: 2,
        lastBuild: { status: "SUCCESS" },
        restored: null,
        restoring: null,
      });
      expect(Date.parse(item?.expiresAt ?? "") - Date.parse(item?.goneAt ?? "")).toBe(90 * DAY * 1000);
    },
  );

  run(
    "a template that another tool deleted is in it, by nobody",
    async ({ console, clock, database, bin, restored }) => {
      const { templateId } = await console.addTemplate("elsewhere", "SUCCESS");
      await console.control("DELETE", `templates/${templateId}`);
      clock.advance(60);
      const lease = await takeLease(database.db, clock, { name: "collector", holder: "test", ttlMs: 60_000 });
      if (lease === null) throw new Error("no lease");
      const deps = { db: database.db, publish: () => undefined, clock, ecs: console.ecs, lease };
      expect(await vanish(deps, { regionId: REGION, templateId })).toBe(true);
      expect((await bin()).items).toMatchObject([{ id: templateId, how: "vanished", by: null }]);
      expect(await restored({ regionId: REGION, templateId })).toMatch(/^ip-/);
    },
  );

  run(
    "a restore makes the template anew: new ID, at once in our copy, both in the log, its history linked",
    async (world) => {
      const { console, remove, restored, bin } = world;
      const ref = await remove("back", "FAILED", "SUCCESS");
      const templateId = await restored(ref);
      expect(templateId).not.toBe(ref.templateId);
      expect(await console.exists(templateId)).toBe(true);
      const detail = await readTemplateDetail(console.as("viewer"), { regionId: REGION, templateId });
      expect(detail).toMatchObject({ item: { name: "back", buildCount: 0 }, builds: [] });
      expect(detail.item.asOf).not.toBeNull();
      expect(detail.restoredFrom).toMatchObject({
        templateId: ref.templateId,
        builds: [{ status: "SUCCESS" }, { status: "FAILED" }],
      });

      const old = await console.log(ref.templateId);
      const intent = old.at(-1);
      expect(intent).toMatchObject({
        action: "template.restore",
        phase: "intent",
        templateId: ref.templateId,
      });
      expect(await console.log(templateId)).toMatchObject([
        {
          action: "template.restore",
          phase: "outcome",
          outcome: "succeeded",
          actor: "operator@demo",
          intentSeq: intent?.seq,
          templateId,
          reason: `restored from ${ref.templateId}`,
          requestId: expect.any(String),
        },
      ]);
      expect((await bin()).items).toMatchObject([
        { id: ref.templateId, restored: { templateId, isThere: true }, restoring: null },
      ]);
    },
  );

  run("a second restore is refused by the state of the world and says the new ID", async (world) => {
    const ref = await world.remove("twice");
    const templateId = await world.restored(ref);
    const again = await restoreTemplate(world.console.as("admin"), ref);
    expect(again).toMatchObject({
      kind: "failed",
      error: { code: "already-restored", params: { templateId } },
    });
    expect(await world.console.calls(CREATE)).toBe(1);
    expect((await world.console.log(ref.templateId)).at(-1)).toMatchObject({
      action: "template.restore",
      outcome: "failed",
      reason: "already-restored",
      intentSeq: null,
    });
  });

  run(
    "two presses at the same moment: one intent, one template, the other is told that it is under way",
    async (world) => {
      const { console, remove } = world;
      const ref = await remove("doubled");
      const stall = stallAt("restore.intent");
      const first = restoreTemplate(console.as("operator", { afterStep: stall.afterStep }), ref);
      await stall.reached;
      expect((await world.bin()).items).toMatchObject([{ restoring: { by: "operator@demo" } }]);
      expect(await restoreTemplate(console.as("admin"), ref)).toMatchObject({
        kind: "failed",
        error: { code: "restore-in-progress", params: { by: "operator@demo" } },
      });
      stall.letGo();
      expect(await first).toMatchObject({ kind: "restored" });
      expect(await console.calls(CREATE)).toBe(1);
    },
  );

  run("many presses at once make one template", async (world) => {
    const ref = await world.remove("stampede");
    const before = await world.count();
    const results = await Promise.all(
      Array.from({ length: 12 }, () => restoreTemplate(world.console.as("operator"), ref)),
    );
    expect(results.filter((result) => result.kind === "restored")).toHaveLength(1);
    expect(await world.count()).toBe(before + 1);
  });

  run(
    "what was never deleted, is there again, or is over is not in the bin: nothing is sent",
    async (world) => {
      const { console, clock, remove } = world;
      const never = await console.addTemplate("never", "SUCCESS");
      const over = await remove("over");
      clock.advance(91 * DAY);
      for (const templateId of [never.templateId, over.templateId, "ip-nobody"]) {
        expect(await restoreTemplate(console.as("operator"), { regionId: REGION, templateId })).toMatchObject(
          {
            kind: "failed",
            error: { code: "not-in-bin" },
          },
        );
      }
      expect((await world.bin()).total).toBe(0);
      expect(await console.calls(CREATE)).toBe(0);
    },
  );

  run("a role that may not is refused and recorded as denied", async ({ console, remove }) => {
    const ref = await remove("denied");
    for (const role of ["viewer", "auditor"] as const) {
      expect(await restoreTemplate(console.as(role), ref)).toMatchObject({ kind: "denied" });
      await expect(checkRestore(console.as(role), ref)).rejects.toSatisfy((error) =>
        isAppError(error, "forbidden"),
      );
    }
    expect((await console.words(ref.templateId)).slice(-2)).toEqual(["denied", "denied"]);
    expect(await console.calls(CREATE)).toBe(0);
  });

  run("ECS's refusal is recorded and shown, and another try is a new intent", async (world) => {
    const { console, remove, fault } = world;
    const ref = await remove("refused");
    await fault("error", { status: 400, code: "QuotaExceed.ImagePipeline", times: 1 });
    expect(await restoreTemplate(console.as("operator"), ref)).toMatchObject({
      kind: "failed",
      error: { code: "ecs-refused", ecs: { code: "QuotaExceed.ImagePipeline", httpStatus: 400 } },
    });
    expect((await console.log(ref.templateId)).at(-1)).toMatchObject({
      outcome: "failed",
      ecsCode: "QuotaExceed.ImagePipeline",
      httpStatus: 400,
      requestId: expect.any(String),
    });
    await world.restored(ref);
  });

  for (const kind of ["reset-after-effect", "truncate", "reset", "html", "empty", "wrong-type"]) {
    run(`${kind}: unknown, asked again with the same token, one template, settled`, async (world) => {
      const { console, clock, remove, fault, count } = world;
      const ref = await remove("lost");
      const before = await count();
      await fault(kind, { times: 2 });
      expect(await restoreTemplate(console.as("operator"), ref)).toMatchObject({ kind: "unknown" });
      expect((await world.bin()).items).toMatchObject([{ restoring: { by: "operator@demo" } }]);
      for (const seconds of [3, 10, 20]) {
        clock.advance(seconds);
        await reconcileRestores(console.system());
      }
      expect((await console.words(ref.templateId)).slice(-2)).toEqual(["intent", "unknown"]);
      const [item] = (await world.bin()).items;
      expect(item?.restored?.isThere).toBe(true);
      expect(await console.words(item?.restored?.templateId ?? "")).toEqual(["succeeded"]);
      expect(await count()).toBe(before + 1);
    });
  }

  run(
    "throttled or out of reach while asked again says nothing of the first try: it stays open",
    async (world) => {
      const { console, clock, remove, fault } = world;
      const ref = await remove("patient");
      await fault("reset-after-effect", { times: 1 });
      await fault("throttle", { times: 1 });
      await fault("error", { times: 1, status: 403, code: "Forbidden.RAM" });
      await restoreTemplate(console.as("operator"), ref);
      for (const seconds of [3, 5]) {
        clock.advance(seconds);
        await reconcileRestores(console.system());
        expect((await world.bin()).items).toMatchObject([
          { restored: null, restoring: { by: "operator@demo" } },
        ]);
      }
      clock.advance(61);
      await reconcileRestores(console.system());
      expect((await world.bin()).items).toMatchObject([{ restored: { isThere: true }, restoring: null }]);
    },
  );

  run(
    "nobody is asked with a token of the day before: a final unknown, and the lock comes back",
    async (world) => {
      const { console, clock, remove, fault } = world;
      const ref = await remove("old-token");
      await fault("reset");
      await restoreTemplate(console.as("operator"), ref);
      clock.advance(DAY + 1);
      const calls = await console.calls(CREATE);
      await reconcileRestores(console.system());
      expect(await console.calls(CREATE)).toBe(calls);
      expect((await console.log(ref.templateId)).at(-1)).toMatchObject({
        outcome: "unknown",
        reason: "not settled in 24 hours",
      });
      expect((await world.bin()).items).toMatchObject([{ restored: null, restoring: null }]);
    },
  );

  run("what is over is pruned with one event each, and not a moment sooner", async (world) => {
    const { console, clock, database, remove } = world;
    const first = await remove("first", "SUCCESS");
    clock.advance(300);
    const second = await remove("second");
    clock.advance(90 * DAY - 300 - 30);
    expect(await pruneRecycleBin(console.system())).toBe(0);
    clock.advance(60);
    expect(await pruneRecycleBin(console.system())).toBe(1);
    expect(await pruneRecycleBin(console.system())).toBe(0);
    expect((await console.log(first.templateId)).at(-1)).toMatchObject({
      action: "template.prune",
      actor: "system",
      phase: "outcome",
      outcome: "succeeded",
      intentSeq: null,
      reason: "kept for 90 days",
      templateName: "first",
    });
    expect((await console.words(second.templateId)).at(-1)).toBe("succeeded");
    expect((await world.bin()).items).toMatchObject([{ id: second.templateId }]);
    const past = await database.db.selectFrom("past_build").select("template_id").execute();
    expect(past.map((row) => row.template_id)).not.toContain(first.templateId);
  });

  run("RECYCLE_BIN_DAYS decides when", async ({ console, clock, remove }) => {
    await remove("short");
    clock.advance(2 * DAY + 1);
    expect(await pruneRecycleBin(console.system({ recycleBinDays: 3 }))).toBe(0);
    expect(await pruneRecycleBin(console.system({ recycleBinDays: 2 }))).toBe(1);
  });

  run("a restore under way and a template that was restored keep their history", async (world) => {
    const { console, clock, remove, restored, fault } = world;
    const kept = await remove("kept", "SUCCESS");
    const templateId = await restored(kept);
    const open = await remove("open");
    await fault("reset");
    clock.advance(90 * DAY - 5);
    await restoreTemplate(console.as("operator"), open);
    clock.advance(60);
    expect(await pruneRecycleBin(console.system())).toBe(0);
    const detail = await readTemplateDetail(console.as("viewer"), { regionId: REGION, templateId });
    expect(detail.restoredFrom?.builds).toHaveLength(1);
  });

  run("pages bring every row once; search finds name and old ID, regions filter", async (world) => {
    const refs = [];
    for (const name of ["alpha", "beta", "gamma_1", "gammaX1", "omega"]) refs.push(await world.remove(name));
    const seen: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page = await world.bin(`limit=2&cursor=${encodeURIComponent(cursor)}`);
      seen.push(...page.items.map((item) => item.name));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(["omega", "gammaX1", "gamma_1", "beta", "alpha"]);
    expect((await world.bin("q=GAMMA_")).items.map((item) => item.name)).toEqual(["gamma_1"]);
    expect((await world.bin(`q=${refs[1]?.templateId}`)).items.map((item) => item.name)).toEqual(["beta"]);
    expect((await world.bin("region=cn-beijing")).total).toBe(0);
  });

  run(
    "the check says before trying what ECS would refuse, and what could not be looked at",
    async (world) => {
      const { console, database, remove } = world;
      const ref = await remove("checked");
      expect((await checkRestore(console.as("operator"), ref)).findings).toEqual([]);

      const change = async (fields: object) => {
        const row = await database.db
          .selectFrom("template_archive")
          .select(["id", "definition"])
          .where("template_id", "=", ref.templateId)
          .executeTakeFirstOrThrow();
        const definition = JSON.stringify({ ...JSON.parse(row.definition), ...fields });
        await database.db
          .updateTable("template_archive")
          .set({ definition })
          .where("id", "=", row.id)
          .execute();
      };
      await change({
        BaseImage: "family-of-none",
        SystemDiskSize: 10,
        ToRegionIds: { ToRegionId: [REGION, "mars-1"] },
        BuildContent: "FROM IMAGE:m-1\nRUN a",
      });
      await console.addTemplate("checked");
      const found = async () =>
        (await checkRestore(console.as("operator"), ref)).findings.map(
          ({ weight, rule }) => `${weight} ${rule}`,
        );
      expect(await found()).toEqual([
        "refused range",
        "refused base-gone",
        "refused region-gone",
        "note from-ignored",
        "note same-name",
      ]);
      await console.control("POST", "faults", { kind: "error", status: 403, code: "Forbidden.RAM" });
      expect(await found()).toEqual([
        "refused range",
        "note from-ignored",
        "note base-unchecked",
        "note regions-unchecked",
        "note same-name",
      ]);
      expect(await console.calls(CREATE)).toBe(0);
    },
  );
});
