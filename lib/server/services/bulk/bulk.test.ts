import { expect, it } from "vitest";
import { bulkInput } from "@/lib/contracts/bulk-input";
import { eachDatabase, type OpenTestDatabase } from "@/lib/server/db/testing/databases";
import { deleteTemplates } from "../templates/bulk-delete";
import { countResults, endOf, orderBulk, protect, runBulks } from "../testing/bulk";
import { openConsole, REGION, stallAt } from "../testing/console";
import { closeBulk } from "./close";
import { listOpenBulks } from "./list-open";
import { readBulk } from "./read";

eachDatabase("a bulk delete", (open) => {
  it("deletes each template by an attempt of its own, and names for each other one what kept it", async () => {
    const { database, console, me } = await world(open);
    const free = await console.addTemplate("free", "SUCCESS");
    const busy = await console.addTemplate("busy", "BUILDING");
    const safe = await console.addTemplate("safe", "SUCCESS");
    const gone = await console.addTemplate("gone", "FAILED");
    const kept = await console.addTemplate("kept", "SUCCESS");
    await protect(database, safe);
    await console.control("DELETE", `templates/${gone.templateId}`);
    const unknown = { regionId: REGION, templateId: "ip-bp1aaaaaaaaaaaaaaaaa" };
    const foreign = { regionId: "cn-nowhere", templateId: free.templateId };

    const runner = runBulks(console);
    const items = await endOf(
      me,
      await orderBulk(me, [busy, safe, free, gone, unknown, foreign], "spring cleaning"),
    );
    await runner.stop();

    expect(items.map((item) => [item.name, item.result])).toEqual([
      ["busy", "blocked"],
      ["safe", "blocked"],
      ["free", "deleted"],
      ["gone", "failed"],
      [unknown.templateId, "failed"],
      [free.templateId, "failed"],
    ]);
    expect(items[0]?.detail).toMatchObject({
      reason: "build-running",
      build: { id: busy.buildIds[0], status: "BUILDING" },
    });
    expect(items[1]?.detail).toMatchObject({ reason: "protected" });
    expect(items[2]?.detail?.requestId).toMatch(/.+/);
    expect(items[3]?.detail).toMatchObject({ error: { code: "already-gone" }, retry: false });
    expect(items[4]?.detail).toMatchObject({ error: { code: "already-gone" } });
    expect(items[5]?.detail?.error?.code).toMatch(/^(ecs-|not-found|already-gone)/);
    expect(await console.calls("DeleteImagePipeline")).toBe(1);
    expect(await console.exists(kept.templateId)).toBe(true);
    const events = await console.log(free.templateId);
    expect(events.filter((event) => event.regionId === REGION).map((event) => event.outcome)).toEqual([
      null,
      "succeeded",
    ]);
    expect(events[0]).toMatchObject({ actor: "operator@demo", reason: "spring cleaning" });
    expect(await console.words(busy.templateId)).toEqual(["blocked"]);
    expect(runner.errors).toEqual([]);
    await console.close();
  });

  it("nothing is done and nothing recorded for another word than delete", async () => {
    const { database, console, me } = await world(open);
    const template = await console.addTemplate("spared", "SUCCESS");
    const input = { items: [{ regionId: REGION, templateId: template.templateId }], confirm: "Delete" };
    await expect(deleteTemplates(me, input)).rejects.toMatchObject({ code: "name-mismatch" });
    expect(await console.words(template.templateId)).toEqual([]);
    expect(await database.db.selectFrom("bulk_delete").selectAll().execute()).toEqual([]);
    await console.close();
  });

  it("a role that may not is refused before anything, once on record for each template", async () => {
    const { database, console } = await world(open);
    const first = await console.addTemplate("first", "SUCCESS");
    const second = await console.addTemplate("second", "SUCCESS");
    const items = [first, second].map(({ regionId, templateId }) => ({ regionId, templateId }));
    for (const role of ["viewer", "auditor"] as const) {
      // Also with a wrong word: who may not learns nothing of what would have come next.
      expect(await deleteTemplates(console.as(role), { items, confirm: "nonsense" })).toMatchObject({
        kind: "denied",
      });
    }
    expect(await console.words(first.templateId)).toEqual(["denied", "denied"]);
    expect(await console.words(second.templateId)).toEqual(["denied", "denied"]);
    expect(await database.db.selectFrom("bulk_delete").selectAll().execute()).toEqual([]);
    await console.close();
  });

  it("the role that its owner has when a template's turn comes decides: the rest is denied", async () => {
    const { console, me } = await world(open);
    const templates = [];
    for (const name of ["a", "b", "c", "d", "e", "f", "g", "h"]) {
      templates.push(await console.addTemplate(name, "SUCCESS"));
    }
    let attempts = 0;
    const runner = runBulks(console, {
      afterStep: async (step) => {
        if (step !== "1") return;
        attempts += 1;
        if (attempts === 4) runner.roles.set("operator@demo", "viewer");
      },
    });
    const items = await endOf(me, await orderBulk(me, templates));
    await runner.stop();
    expect(countResults(items)).toEqual({ deleted: 4, failed: 4 });
    for (const item of items.filter(({ result }) => result === "failed")) {
      expect(item.detail).toMatchObject({ error: { code: "forbidden" }, retry: false });
      expect(await console.words(item.templateId)).toEqual(["denied"]);
      expect(await console.exists(item.templateId)).toBe(true);
    }
    await console.close();
  });

  it("of an account that is gone nothing is deleted any more", async () => {
    const { console, me } = await world(open);
    const template = await console.addTemplate("orphan", "SUCCESS");
    const runner = runBulks(console);
    runner.roles.set("operator@demo", null);
    const items = await endOf(me, await orderBulk(me, [template]));
    await runner.stop();
    expect(countResults(items)).toEqual({ failed: 1 });
    expect((await console.log(template.templateId)).map((event) => [event.actor, event.outcome])).toEqual([
      ["operator@demo", "denied"],
    ]);
    await console.close();
  });

  it("ordered again, or by two at once, each template is deleted once and the others are told why not", async () => {
    const { console, me } = await world(open);
    const templates = [];
    for (const name of ["a", "b", "c", "d", "e", "f"])
      templates.push(await console.addTemplate(name, "SUCCESS"));
    const other = console.as("admin");
    const runner = runBulks(console);
    const [mine, theirs] = await Promise.all([orderBulk(me, templates), orderBulk(other, templates)]);
    const ends = [await endOf(me, mine), await endOf(other, theirs)].flat();
    const replayed = await endOf(me, await orderBulk(me, templates));
    await runner.stop();
    expect(countResults(ends)).toEqual({ deleted: 6, failed: 6 });
    for (const item of [...ends, ...replayed].filter(({ result }) => result === "failed")) {
      expect(["delete-in-progress", "already-gone"]).toContain(item.detail?.error?.code);
    }
    expect(countResults(replayed)).toEqual({ failed: 6 });
    expect(await console.calls("DeleteImagePipeline")).toBe(6);
    await console.close();
  });

  it("a surprise at one template is said there and touches no other", async () => {
    const { console, me } = await world(open);
    const bad = await console.addTemplate("bad", "SUCCESS");
    const good = await console.addTemplate("good", "SUCCESS");
    const ecs = {
      ...console.ecs,
      readBuilds: async (...given: Parameters<typeof console.ecs.readBuilds>) => {
        if (given[1] === bad.templateId) throw new TypeError("nobody expects this");
        return await console.ecs.readBuilds(...given);
      },
    };
    const runner = runBulks(console, { ecs });
    const items = await endOf(me, await orderBulk(me, [bad, good]));
    await runner.stop();
    expect(items.map((item) => [item.result, item.detail?.error?.code])).toEqual([
      ["failed", "internal"],
      ["deleted", undefined],
    ]);
    await console.close();
  });

  it("a throttled delete stands as failed, and a throttled read is asked for again without anything sent", async () => {
    const { console, me } = await world(open);
    const sent = await console.addTemplate("sent", "SUCCESS");
    await console.control("POST", "faults", { kind: "throttle", action: "DeleteImagePipeline", times: 1 });
    const runner = runBulks(console);
    const [first] = await endOf(me, await orderBulk(me, [sent]));
    expect(first).toMatchObject({
      result: "failed",
      detail: { error: { code: "ecs-throttled" }, retry: true },
    });
    expect(await console.words(sent.templateId)).toEqual(["intent", "failed"]);

    const read = await console.addTemplate("read", "SUCCESS");
    // The gateway's own four tries, then once more.
    await console.control("POST", "faults", {
      kind: "throttle",
      action: "DescribeImagePipelineExecutions",
      times: 5,
    });
    const [second] = await endOf(me, await orderBulk(me, [read]));
    await runner.stop();
    expect(second).toMatchObject({ result: "deleted" });
    expect(await console.words(read.templateId)).toEqual(["failed", "intent", "succeeded"]);
    await console.close();
  });

  it("another process takes over when the first gives no sign; the first wakes and sends nothing", async () => {
    const { database, console, me } = await world(open);
    const template = await console.addTemplate("handed-over", "SUCCESS");
    const stall = stallAt("4");
    const first = runBulks(console, { afterStep: stall.afterStep }, { runner: "first" });
    const bulkId = await orderBulk(me, [template]);
    await stall.reached;
    first.halt();
    database.testClock.advance(31);
    const second = runBulks(console, {}, { runner: "second" });
    const items = await endOf(me, bulkId);
    stall.letGo();
    await first.stop();
    await second.stop();
    expect(countResults(items)).toEqual({ deleted: 1 });
    expect((await readBulk(me, bulkId)).items).toEqual(items);
    // The one that woke has only to say that it came too late.
    expect(await console.words(template.templateId)).toEqual(["intent", "succeeded", "failed"]);
    expect(await console.calls("DeleteImagePipeline")).toBe(1);
    await console.close();
  });

  it("a process that stalls with an intent is not doubled; its own answer is the result", async () => {
    const { database, console, me } = await world(open);
    const template = await console.addTemplate("slow", "SUCCESS");
    const stall = stallAt("7");
    const first = runBulks(console, { afterStep: stall.afterStep }, { runner: "first" });
    const bulkId = await orderBulk(me, [template]);
    await stall.reached;
    first.halt();
    database.testClock.advance(31);
    const second = runBulks(console, {}, { runner: "second" });
    expect(countResults(await endOf(me, bulkId))).toEqual({ unknown: 1 });
    stall.letGo();
    await first.stop();
    await second.stop();
    expect(countResults((await readBulk(me, bulkId)).items)).toEqual({ deleted: 1 });
    expect(await console.words(template.templateId)).toEqual(["intent", "succeeded"]);
    expect(await console.calls("DeleteImagePipeline")).toBe(1);
    await console.close();
  });

  it("a stop lets templates under way end, begins no other, and leaves the rest to whoever comes next", async () => {
    const { console, me } = await world(open);
    const templates = [];
    for (const name of ["a", "b", "c", "d", "e", "f"])
      templates.push(await console.addTemplate(name, "SUCCESS"));
    const stall = stallAt("4");
    const runner = runBulks(console, { afterStep: stall.afterStep }, { runner: "first" });
    const bulkId = await orderBulk(me, templates);
    await stall.reached;
    runner.halt();
    stall.letGo();
    await runner.stop();
    const { items } = await readBulk(me, bulkId);
    const ended = items.filter(({ result }) => result === "deleted").length;
    expect(ended).toBeGreaterThan(0);
    expect(countResults(items)).toEqual({ deleted: ended, waiting: 6 - ended });

    const next = runBulks(console, {}, { runner: "second" });
    expect(countResults(await endOf(me, bulkId))).toEqual({ deleted: 6 });
    await next.stop();
    expect(await console.calls("DeleteImagePipeline")).toBe(6);
    await console.close();
  });

  it("is its owner's alone, and is offered until the results of an ended one are closed", async () => {
    const { console, me } = await world(open);
    const template = await console.addTemplate("mine", "SUCCESS");
    const stall = stallAt("4");
    const runner = runBulks(console, { afterStep: stall.afterStep });
    const bulkId = await orderBulk(me, [template]);
    await stall.reached;
    const other = console.as("admin");
    await expect(readBulk(other, bulkId)).rejects.toMatchObject({ code: "not-found" });
    await expect(closeBulk(other, { bulkId })).rejects.toMatchObject({ code: "not-found" });
    expect((await listOpenBulks(other)).items).toEqual([]);
    expect((await listOpenBulks(me)).items).toMatchObject([{ id: bulkId, count: 1, endedAt: null }]);
    expect(await closeBulk(me, { bulkId })).toEqual({ closed: false });
    stall.letGo();
    await endOf(me, bulkId);
    await runner.stop();
    expect((await listOpenBulks(me)).items).toMatchObject([{ id: bulkId, endedAt: expect.any(String) }]);
    expect(await closeBulk(me, { bulkId })).toEqual({ closed: true });
    expect((await listOpenBulks(me)).items).toEqual([]);
    await console.close();
  });
});

it("takes 1 to 500 templates, none twice", () => {
  const items = (count: number) =>
    Array.from({ length: count }, (_, n) => ({
      regionId: REGION,
      templateId: `ip-${String(n).padStart(20, "0")}`,
    }));
  const accepts = (list: unknown) => bulkInput.safeParse({ items: list, confirm: "delete" }).success;
  expect([items(0), items(1), items(500), items(501), [...items(2), ...items(1)]].map(accepts)).toEqual([
    false,
    true,
    true,
    false,
    false,
  ]);
});

async function world(open: OpenTestDatabase) {
  const database = await open();
  database.testClock.set(new Date().toISOString());
  const console = await openConsole(database, database.testClock);
  return { database, console, me: console.as("operator") };
}
