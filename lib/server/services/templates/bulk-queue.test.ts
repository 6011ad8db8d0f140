import { expect, it } from "vitest";
import { eachDatabase, type OpenTestDatabase } from "@/lib/server/db/testing/databases";
import { listOpenBulks } from "../bulk/list-open";
import { readBulk } from "../bulk/read";
import { countResults, endOf, protect, runBulks } from "../testing/bulk";
import { openConsole, type TestConsole } from "../testing/console";
import { queueTemplates } from "./bulk-queue";
import { listQueued } from "./list-queued";
import { queueDelete } from "./queue-delete";

eachDatabase("queueing the blocked ones of a selection", (open) => {
  it("queues each as its owner's order, and tells beside each other one why it cannot be queued", async () => {
    const { database, console, me } = await world(open);
    const busy = await console.addTemplate("busy", "SUCCESS", "BUILDING");
    const odd = await console.addTemplate("odd", "UNHEARD_OF");
    const theirs = await console.addTemplate("theirs", "TESTING");
    const safe = await console.addTemplate("safe", "BUILDING");
    const idle = await console.addTemplate("idle", "SUCCESS");
    const gone = await console.addTemplate("gone", "BUILDING");
    await protect(database, safe);
    await console.control("DELETE", `templates/${gone.templateId}`);
    const admin = console.as("admin");
    await queueDelete(admin, { regionId: theirs.regionId, templateId: theirs.templateId });

    const runner = runBulks(console);
    const bulkId = await order(console, [busy, odd, theirs, safe, idle, gone], "spring cleaning");
    const items = await endOf(me, bulkId);
    await runner.stop();

    expect(items.map((item) => [item.name, item.result])).toEqual([
      ["busy", "blocked"],
      ["odd", "blocked"],
      ["theirs", "blocked"],
      ["safe", "blocked"],
      ["idle", "failed"],
      ["gone", "failed"],
    ]);
    expect(items[0]?.detail).toMatchObject({
      build: { id: busy.buildIds[1], status: "BUILDING" },
      queued: { by: "operator@demo", isNew: true },
    });
    expect(items[1]?.detail).toMatchObject({ queued: { isNew: true } });
    expect(items[2]?.detail).toMatchObject({ queued: { by: "admin@demo", isNew: false } });
    expect(items[3]?.detail).toEqual({ reason: "protected" });
    expect(items[4]?.detail).toEqual({ deletableNow: true, retry: true });
    expect(items[5]?.detail).toMatchObject({ error: { code: "already-gone" }, retry: false });
    expect(runner.errors).toEqual([]);

    const { items: queued } = await listQueued(me, { limit: 100, cursor: null });
    expect(queued.map(({ name, by }) => [name, by]).sort()).toEqual([
      ["busy", "operator@demo"],
      ["odd", "operator@demo"],
      ["theirs", "admin@demo"],
    ]);
    expect(await console.log(busy.templateId)).toMatchObject([
      {
        action: "template.delete.queue",
        actor: "operator@demo",
        phase: "outcome",
        outcome: "succeeded",
        reason: "spring cleaning",
        buildId: busy.buildIds[1],
      },
    ]);
    expect(await actionsOf(console, safe.templateId)).toEqual([["template.delete.queue", "blocked"]]);
    expect(await actionsOf(console, idle.templateId)).toEqual([]);
    expect(await actionsOf(console, gone.templateId)).toEqual([["template.delete.queue", "failed"]]);
    expect(await console.calls("DeleteImagePipeline")).toBe(0);
    await console.close();
  });

  it("ordered again it queues none twice and records none twice", async () => {
    const { console, me } = await world(open);
    const busy = await console.addTemplate("busy", "BUILDING");
    const runner = runBulks(console);
    await endOf(me, await order(console, [busy]));
    const [again] = await endOf(me, await order(console, [busy]));
    await runner.stop();
    expect(again?.detail).toMatchObject({ queued: { by: "operator@demo", isNew: false } });
    expect(await actionsOf(console, busy.templateId)).toEqual([["template.delete.queue", "succeeded"]]);
    await console.close();
  });

  it("a role that may not is refused before anything, once on record for each template", async () => {
    const { database, console } = await world(open);
    const first = await console.addTemplate("first", "BUILDING");
    const second = await console.addTemplate("second", "BUILDING");
    const items = [first, second].map(({ regionId, templateId }) => ({ regionId, templateId }));
    for (const role of ["viewer", "auditor"] as const) {
      expect(await queueTemplates(console.as(role), { items })).toMatchObject({ kind: "denied" });
    }
    for (const { templateId } of items) {
      expect(await actionsOf(console, templateId)).toEqual([
        ["template.delete.queue", "denied"],
        ["template.delete.queue", "denied"],
      ]);
    }
    expect(await database.db.selectFrom("bulk_delete").selectAll().execute()).toEqual([]);
    await console.close();
  });

  it("nothing is queued for an account that is gone when a template's turn comes", async () => {
    const { console, me } = await world(open);
    const busy = await console.addTemplate("busy", "BUILDING");
    const runner = runBulks(console);
    runner.roles.set("operator@demo", null);
    const [item] = await endOf(me, await order(console, [busy]));
    await runner.stop();
    expect(item).toMatchObject({ result: "failed", detail: { error: { code: "forbidden" } } });
    expect(await actionsOf(console, busy.templateId)).toEqual([["template.delete.queue", "denied"]]);
    await console.close();
  });

  it("an unreadable template is queued by what our copy knows, and a fault at one touches no other", async () => {
    const { console, me } = await world(open);
    const first = await console.addTemplate("first", "BUILDING");
    const second = await console.addTemplate("second", "BUILDING");
    const ecs = {
      ...console.ecs,
      readBuilds: async (...given: Parameters<typeof console.ecs.readBuilds>) => {
        if (given[1] === first.templateId) throw new TypeError("nobody expects this");
        return await console.ecs.readBuilds(...given);
      },
    };
    const runner = runBulks(console, { ecs });
    const items = await endOf(me, await order(console, [first, second]));
    expect(items.map((item) => [item.result, item.detail?.error?.code])).toEqual([
      ["failed", "internal"],
      ["blocked", undefined],
    ]);
    await runner.stop();

    await console.control("POST", "faults", { kind: "html", action: "DescribeImagePipelineExecutions" });
    const later = runBulks(console);
    const [unread] = await endOf(me, await order(console, [first]));
    await later.stop();
    expect(unread?.detail?.queued).toMatchObject({ isNew: true });
    await console.close();
  });

  it("another process goes on where a killed one stopped, and is offered until it is closed", async () => {
    const { database, console, me } = await world(open);
    const templates = [];
    for (const name of ["a", "b", "c"]) templates.push(await console.addTemplate(name, "BUILDING"));
    const bulkId = await order(console, templates);
    expect((await listOpenBulks(me)).items).toMatchObject([{ id: bulkId, wish: "queue", endedAt: null }]);
    // Whoever claimed it gave no sign of life any more.
    await database.db
      .updateTable("bulk_delete")
      .set({ runner: "killed", runner_until: await console.clock.now(database.db) })
      .execute();
    await database.db
      .updateTable("bulk_item")
      .set({ result: "deleting" })
      .where("position", "=", 1)
      .execute();
    database.testClock.advance(31);
    const runner = runBulks(console, {}, { runner: "second" });
    expect(countResults(await endOf(me, bulkId))).toEqual({ blocked: 3 });
    await runner.stop();
    expect((await readBulk(me, bulkId)).wish).toBe("queue");
    expect((await listQueued(me, { limit: 10, cursor: null })).total).toBe(3);
    await console.close();
  });
});

async function world(open: OpenTestDatabase) {
  const database = await open();
  database.testClock.set(new Date().toISOString());
  const console = await openConsole(database, database.testClock);
  return { database, console, me: console.as("operator") };
}

type Ref = { readonly regionId: string; readonly templateId: string };

async function order(console: TestConsole, templates: readonly Ref[], reason?: string): Promise<string> {
  const items = templates.map(({ regionId, templateId }) => ({ regionId, templateId }));
  const result = await queueTemplates(console.as("operator"), { items, ...(reason ? { reason } : {}) });
  if (result.kind !== "started") throw new Error(result.kind);
  return result.bulkId;
}

async function actionsOf(console: TestConsole, templateId: string) {
  return (await console.log(templateId)).map(({ action, outcome }) => [action, outcome]);
}
