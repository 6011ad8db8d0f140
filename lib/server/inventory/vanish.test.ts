import { expect, it } from "vitest";
import { queryAudit } from "@/lib/server/audit/query";
import { eachDatabase, type TestDatabase } from "@/lib/server/db/testing/databases";
import { LeaseLost } from "./fenced-write";
import { takeLease } from "./lease";
import { recordBuilds } from "./record-builds";
import { recordListing } from "./record-listing";
import { itemOf } from "./testing/reads";
import { openWorld, REGION, type World } from "./testing/world";
import { vanish } from "./vanish";

eachDatabase("a template that a listing lacks", (open) => {
  async function withOneGone(): Promise<{ database: TestDatabase; world: World; templateId: string }> {
    const database = await open();
    const world = await openWorld(database);
    const { templateId } = await world.addTemplate("web-base", "SUCCESS");
    const began = await world.clock.now(database.db);
    const templates = await world.ecs.listTemplates(REGION, { share: "collector" });
    await recordListing(world.write, world.clock, { regionId: REGION, began, templates });
    const builds = await world.ecs.readBuilds(REGION, templateId, { share: "collector" });
    await recordBuilds(database.db, world.clock, { regionId: REGION, templateId, began, builds });
    database.testClock.advance(60);
    return { database, world, templateId };
  }
  async function events({ db }: TestDatabase) {
    const all = { templateId: null, action: null, outcome: null, actor: null, from: null, to: null };
    return (await queryAudit(db, all, { limit: 10, cursor: null })).items;
  }
  const removeElsewhere = (world: World, templateId: string) =>
    world.control("DELETE", `templates/${templateId}`);

  it("that is gone leaves with one event by the system, its snapshot, and a tombstone", async () => {
    const { database, world, templateId } = await withOneGone();
    try {
      await removeElsewhere(world, templateId);
      const deps = await world.vanishDeps();
      const ref = { regionId: REGION, templateId };
      const results = await Promise.all([vanish(deps, ref), vanish(deps, ref), vanish(deps, ref)]);
      expect(results.filter(Boolean)).toHaveLength(1);
      expect(await itemOf(database.db, templateId)).toBeNull();
      const log = await events(database);
      expect(log).toHaveLength(1);
      expect(log[0]).toMatchObject({
        actor: "system",
        action: "template.vanished",
        phase: "outcome",
        outcome: "succeeded",
        intentSeq: null,
        templateId,
        templateName: "web-base",
      });
      const row = await database.db.selectFrom("audit_event").selectAll().executeTakeFirstOrThrow();
      const snapshot = JSON.parse(row.snapshot ?? "");
      expect(snapshot.builds).toMatchObject([{ status: "SUCCESS" }]);
      expect(snapshot.definition.Name).toBe("web-base");
      expect(await database.db.selectFrom("tombstone").selectAll().execute()).toHaveLength(1);
    } finally {
      await world.close();
    }
  });

  it.each([
    ["still there", {}],
    ["the list by ID empty, its builds answered", { action: "DescribeImagePipelines", kind: "empty-list" }],
    ["both answers empty", { kind: "empty-list" }],
    ["a denied read", { kind: "error", status: 403, code: "Forbidden.RAM", message: "no" }],
  ])("stays: %s", async (_name, fault) => {
    const { database, world, templateId } = await withOneGone();
    try {
      if ("kind" in fault) await world.control("POST", "faults", fault);
      const looked = await vanish(await world.vanishDeps(), { regionId: REGION, templateId }).catch(
        (error: Error) => error,
      );
      expect(looked).not.toBe(true);
      expect(await itemOf(database.db, templateId)).not.toBeNull();
      expect(await events(database)).toEqual([]);
    } finally {
      await world.close();
    }
  });

  it("stays while an attempt of ours is under way: that is settled by its own reads", async () => {
    const { database, world, templateId } = await withOneGone();
    try {
      await removeElsewhere(world, templateId);
      const now = await world.clock.now(database.db);
      await database.db
        .insertInto("delete_attempt")
        .values({
          ...{ intent_seq: 1, account: "a", endpoint: "e", region_id: REGION, template_id: templateId },
          ...{ template_name: "web-base", actor: "operator@demo", state: "watched", refused: 0, reads: 0 },
          ...{ signature_date: now, signature_nonce: "n", opened_at: now, fence_at: now, next_read_at: now },
          ...{ last_outcome: "failed", settled_at: null },
        })
        .execute();
      expect(await vanish(await world.vanishDeps(), { regionId: REGION, templateId })).toBe(false);
      expect(await itemOf(database.db, templateId)).not.toBeNull();
      expect(await events(database)).toEqual([]);
    } finally {
      await world.close();
    }
  });

  it("is left alone by a collector that lost its lease, and the event goes with it", async () => {
    const { database, world, templateId } = await withOneGone();
    try {
      await removeElsewhere(world, templateId);
      const deps = await world.vanishDeps();
      database.testClock.advance(11);
      await takeLease(database.db, world.clock, { name: deps.lease.name, holder: "next", ttlMs: 10_000 });
      await expect(vanish(deps, { regionId: REGION, templateId })).rejects.toThrow(LeaseLost);
      expect(await itemOf(database.db, templateId)).not.toBeNull();
      expect(await events(database)).toEqual([]);
    } finally {
      await world.close();
    }
  });
});
