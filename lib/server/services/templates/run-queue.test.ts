import { expect, it, vi } from "vitest";
import { isRole, type Role } from "@/lib/domain/roles";
import type { Ctx } from "@/lib/server/context";
import { eachDatabase, type TestDatabase } from "@/lib/server/db/testing/databases";
import { openConsole, stallAt, type TestConsole } from "../testing/console";
import { deleteTemplate } from "./delete";
import { protectTemplate } from "./protect";
import { queueDelete } from "./queue-delete";
import { reconcileDeletes } from "./reconcile";
import { createQueueRun } from "./run-queue";
import { unprotectTemplate } from "./unprotect";
import { unqueueDelete } from "./unqueue";

// The first test of a file loads the SDK; on a busy machine that alone takes a while.
vi.setConfig({ testTimeout: 180_000 });

const DAY_S = 24 * 3_600;

eachDatabase("a queued delete", (open) => {
  const run = (name: string, body: (world: World) => Promise<void>) =>
    it(name, async () => {
      const world = await openWorld(open);
      try {
        await body(world);
      } finally {
        await world.console.close();
      }
    });

  run("waits while the build runs, and is deleted as who ordered it when it has ended", async (world) => {
    const { console, me, ref, queue } = world;
    expect(await queueDelete(me, { ...ref, reason: " old " })).toMatchObject({
      kind: "queued",
      by: "operator@demo",
      isNew: true,
      build: { id: world.buildId, status: "BUILDING" },
    });
    await queue();
    expect(await console.words(ref.templateId)).toEqual(["succeeded"]);
    await world.end("SUCCESS");
    await queue();
    expect(await console.exists(ref.templateId)).toBe(false);
    expect((await console.log(ref.templateId)).map((e) => [e.action, e.outcome ?? e.phase, e.actor])).toEqual(
      [
        ["template.delete.queue", "succeeded", "operator@demo"],
        ["template.delete", "intent", "operator@demo"],
        ["template.delete", "succeeded", "operator@demo"],
      ],
    );
    expect((await console.log(ref.templateId))[1]?.reason).toBe("old");
    expect(await world.row()).toMatchObject({ state: "ended", ended_by: "deleted" });
  });

  run("an unknown status is no end", async (world) => {
    await queueDelete(world.me, world.ref);
    await world.end("FROBNICATING");
    await world.queue();
    expect(await world.console.calls("DeleteImagePipeline")).toBe(0);
    expect(await world.row()).toMatchObject({ state: "waiting" });
  });

  run(
    "blocked again it waits on, with one blocked event for the other build however often it looks",
    async (world) => {
      const { console, ref, queue, database } = world;
      await queueDelete(world.me, ref);
      await world.end("SUCCESS");
      // Begun by another tool after our copy was read.
      const again = await world.addBuild("TESTING");
      await queue();
      database.testClock.advance(60);
      await world.pretendDeletable();
      await queue();
      database.testClock.advance(60);
      await queue();
      expect((await console.log(ref.templateId)).map((e) => [e.action, e.outcome, e.buildId])).toEqual([
        ["template.delete.queue", "succeeded", world.buildId],
        ["template.delete", "blocked", again],
      ]);
      await world.move(again, "FAILED");
      await queue();
      expect(await console.words(ref.templateId)).toEqual(["succeeded", "blocked", "intent", "succeeded"]);
    },
  );

  run(
    "a try that ECS throttles is tried again with an intent of its own: queue, I, failed, I, succeeded",
    async (world) => {
      const { console, ref, queue, database } = world;
      await queueDelete(world.me, ref);
      await world.end("SUCCESS");
      await console.control("POST", "faults", { kind: "throttle", action: "DeleteImagePipeline", times: 1 });
      await queue();
      expect(await world.row()).toMatchObject({ state: "waiting", tries: 1 });
      await queue();
      expect(await console.calls("DeleteImagePipeline")).toBe(1);
      database.testClock.advance(11);
      await queue();
      expect(await console.words(ref.templateId)).toEqual([
        "succeeded",
        "intent",
        "failed",
        "intent",
        "succeeded",
      ]);
      expect(await console.exists(ref.templateId)).toBe(false);
    },
  );

  run(
    "refused by ECS because a build has begun it waits for that one, and is not counted as a failure",
    async (world) => {
      const { console, ref, queue, database } = world;
      await queueDelete(world.me, ref);
      await world.end("SUCCESS");
      await console.control("POST", "faults", {
        kind: "error",
        action: "DeleteImagePipeline",
        status: 403,
        code: "InvalidImagePipeline.HasRunningExecution",
        message: "running",
        times: 1,
      });
      await queue();
      expect(await world.row()).toMatchObject({ state: "waiting", tries: 0 });
      database.testClock.advance(6);
      await queue();
      expect(await console.words(ref.templateId)).toEqual([
        "succeeded",
        "intent",
        "blocked",
        "intent",
        "succeeded",
      ]);
    },
  );

  run("refused again and again it ends after ten intents", async (world) => {
    const { console, ref, queue, database } = world;
    await queueDelete(world.me, ref);
    await world.end("SUCCESS");
    await console.control("POST", "faults", {
      kind: "error",
      action: "DeleteImagePipeline",
      status: 403,
      code: "Forbidden.RAM",
      message: "no",
    });
    for (let pass = 0; pass < 14; pass++) {
      await queue();
      database.testClock.advance(3_601);
    }
    expect(await world.row()).toMatchObject({ state: "ended", ended_by: "refused" });
    expect((await console.words(ref.templateId)).filter((word) => word === "intent")).toHaveLength(10);
    expect((await console.log(ref.templateId)).at(-1)).toMatchObject({
      action: "template.delete.unqueue",
      outcome: "failed",
      actor: "system",
      reason: "refused",
    });
  });

  run(
    "an answer that got lost ends it, and nothing is sent twice, whatever is found later",
    async (world) => {
      const { console, ref, queue, database } = world;
      await queueDelete(world.me, ref);
      await world.end("SUCCESS");
      await console.control("POST", "faults", { kind: "reset", action: "DeleteImagePipeline", times: 1 });
      await queue();
      expect(await world.row()).toMatchObject({ state: "trying" });
      for (const ahead of [0, 46, 80, 2 * DAY_S]) {
        database.testClock.advance(ahead);
        await reconcileDeletes(console.system());
        await queue();
      }
      expect(await world.row()).toMatchObject({ state: "ended", ended_by: "unknown" });
      expect(await console.calls("DeleteImagePipeline")).toBe(1);
      expect(await console.words(ref.templateId)).toEqual(["succeeded", "intent", "unknown", "failed"]);
      expect(await console.exists(ref.templateId)).toBe(true);
    },
  );

  run("an answer that got lost after the effect: found gone, and it ends as deleted", async (world) => {
    const { console, ref, queue } = world;
    await queueDelete(world.me, ref);
    await world.end("SUCCESS");
    await console.control("POST", "faults", {
      kind: "reset-after-effect",
      action: "DeleteImagePipeline",
      times: 1,
    });
    await queue();
    await reconcileDeletes(console.system());
    await queue();
    expect(await world.row()).toMatchObject({ state: "ended", ended_by: "deleted" });
    expect(await console.words(ref.templateId)).toEqual(["succeeded", "intent", "unknown", "succeeded"]);
  });

  run("revoked between its look and its intent, nothing is sent", async (world) => {
    const { console, ref } = world;
    await queueDelete(world.me, ref);
    await world.end("SUCCESS");
    const stall = stallAt("4");
    const pass = world.queue({ afterStep: stall.afterStep });
    await stall.reached;
    expect(await unqueueDelete(console.as("admin"), { ...ref, reason: "needed" })).toMatchObject({
      kind: "kept",
    });
    stall.letGo();
    await pass;
    expect(await console.calls("DeleteImagePipeline")).toBe(0);
    expect((await console.log(ref.templateId)).map((e) => [e.action, e.outcome, e.actor])).toEqual([
      ["template.delete.queue", "succeeded", "operator@demo"],
      ["template.delete.unqueue", "succeeded", "admin@demo"],
    ]);
  });

  run("once its intent is written it cannot be called back, and the press is recorded", async (world) => {
    const { console, ref } = world;
    await queueDelete(world.me, ref);
    await world.end("SUCCESS");
    const stall = stallAt("5");
    const pass = world.queue({ afterStep: stall.afterStep });
    await stall.reached;
    expect(await unqueueDelete(world.me, ref)).toMatchObject({
      kind: "failed",
      error: { code: "delete-in-progress" },
    });
    stall.letGo();
    await pass;
    expect(await console.exists(ref.templateId)).toBe(false);
  });

  run("two processes that look at the same time write one intent", async (world) => {
    const { console, ref } = world;
    await queueDelete(world.me, ref);
    await world.end("SUCCESS");
    await Promise.all([world.queue(), world.queue()]);
    expect((await console.words(ref.templateId)).filter((word) => word === "intent")).toHaveLength(1);
    expect(await console.calls("DeleteImagePipeline")).toBe(1);
  });

  run("after its days it ends with an event by system, and is not tried any more", async (world) => {
    const { console, ref, database } = world;
    await queueDelete(world.console.as("operator", { queueDays: 2 }), ref);
    database.testClock.advance(2 * DAY_S - 1);
    await world.queue();
    expect(await world.row()).toMatchObject({ state: "waiting" });
    database.testClock.advance(1);
    await world.queue();
    await world.end("SUCCESS");
    await world.queue();
    expect(await world.row()).toMatchObject({ state: "ended", ended_by: "expired" });
    expect((await console.log(ref.templateId)).at(-1)).toMatchObject({
      action: "template.delete.unqueue",
      outcome: "failed",
      actor: "system",
      reason: "expired",
    });
    expect(await console.exists(ref.templateId)).toBe(true);
  });

  run("a delete by hand meanwhile wins, and the queue ends with it", async (world) => {
    const { console, ref } = world;
    await queueDelete(world.me, ref);
    await world.end("SUCCESS");
    await deleteTemplate(console.as("admin"), { ...ref, confirmName: "waiting" });
    await world.queue();
    expect(await world.row()).toMatchObject({ state: "ended", ended_by: "by-hand" });
    expect(await console.calls("DeleteImagePipeline")).toBe(1);
  });

  run("of a role that was taken away nothing is deleted: denied, and the queue ends", async (world) => {
    const { console, ref } = world;
    await queueDelete(world.me, ref);
    await world.end("SUCCESS");
    world.roles.set("operator@demo", "viewer");
    await world.queue();
    expect((await console.log(ref.templateId)).map((e) => [e.action, e.outcome, e.actor])).toEqual([
      ["template.delete.queue", "succeeded", "operator@demo"],
      ["template.delete", "denied", "operator@demo"],
      ["template.delete.unqueue", "failed", "system"],
    ]);
    expect(await world.row()).toMatchObject({ ended_by: "denied" });
  });

  run("of an account that is gone nothing is deleted either", async (world) => {
    await queueDelete(world.me, world.ref);
    await world.end("SUCCESS");
    world.roles.set("operator@demo", null);
    await world.queue();
    expect(await world.console.words(world.ref.templateId)).toEqual(["succeeded", "denied", "failed"]);
    expect(await world.console.exists(world.ref.templateId)).toBe(true);
  });

  run("builds that cannot be read are looked at again, later each time, and recorded once", async (world) => {
    const { console, ref, database } = world;
    await queueDelete(world.me, ref);
    await world.end("SUCCESS");
    await console.control("POST", "faults", { kind: "html", action: "DescribeImagePipelineExecutions" });
    for (let pass = 0; pass < 3; pass++) {
      await world.queue();
      database.testClock.advance(41);
    }
    expect(await console.words(ref.templateId)).toEqual(["succeeded", "failed"]);
    await console.control("DELETE", "faults");
    await world.queue();
    expect(await console.words(ref.templateId)).toEqual(["succeeded", "failed", "intent", "succeeded"]);
  });

  run("while it is protected it waits in silence; unprotected it is deleted", async (world) => {
    const { console, ref } = world;
    await queueDelete(world.me, ref);
    await protectTemplate(console.as("admin"), ref);
    await world.end("SUCCESS");
    await world.queue();
    expect(await console.exists(ref.templateId)).toBe(true);
    await unprotectTemplate(console.as("admin"), ref);
    await world.queue();
    expect(await console.exists(ref.templateId)).toBe(false);
  });

  run(
    "queueing is refused for a protected template, one that is gone, and one whose delete is under way",
    async (world) => {
      const { console, ref } = world;
      await protectTemplate(console.as("admin"), ref);
      expect(await queueDelete(world.me, ref)).toMatchObject({ kind: "blocked", reason: "protected" });
      await unprotectTemplate(console.as("admin"), ref);
      await console.control("DELETE", `templates/${ref.templateId}`);
      expect(await queueDelete(world.me, ref)).toMatchObject({
        kind: "failed",
        error: { code: "already-gone" },
      });
      const other = await console.addTemplate("busy", "SUCCESS");
      const stall = stallAt("5");
      const address = { regionId: other.regionId, templateId: other.templateId };
      const under = deleteTemplate(console.as("admin", { afterStep: stall.afterStep }), {
        ...address,
        confirmName: "busy",
      });
      await stall.reached;
      expect(await queueDelete(world.me, address)).toMatchObject({
        kind: "failed",
        error: { code: "delete-in-progress" },
      });
      stall.letGo();
      await under;
      expect(await queueDelete(world.me, address)).toMatchObject({ error: { code: "already-gone" } });
      expect(await queueDelete(console.as("viewer"), address)).toMatchObject({ kind: "denied" });
    },
  );

  run(
    "one that is queued already tells by whom and is not recorded; one that is free may be confirmed",
    async (world) => {
      const { console, ref } = world;
      await Promise.all([queueDelete(world.me, ref), queueDelete(world.me, ref)]);
      expect(await queueDelete(console.as("admin"), ref)).toMatchObject({
        by: "operator@demo",
        isNew: false,
      });
      expect(await console.words(ref.templateId)).toEqual(["succeeded"]);
      const free = await console.addTemplate("free", "SUCCESS");
      expect(
        await queueDelete(world.me, { regionId: free.regionId, templateId: free.templateId }),
      ).toMatchObject({ kind: "deletable", name: "free" });
      expect(await console.words(free.templateId)).toEqual([]);
    },
  );

  run("with ECS unreadable it is kept by what our copy knows", async (world) => {
    const { console, ref } = world;
    await console.control("POST", "faults", { kind: "html", action: "DescribeImagePipelineExecutions" });
    expect(await queueDelete(world.me, ref)).toMatchObject({
      kind: "queued",
      build: { id: world.buildId, status: "BUILDING" },
    });
  });
});

type World = Awaited<ReturnType<typeof openWorld>>;

async function openWorld(open: () => Promise<TestDatabase>) {
  const database = await open();
  database.testClock.set(new Date().toISOString());
  const console = await openConsole(database, database.testClock);
  const template = await console.addTemplate("waiting", "FAILED", "BUILDING");
  const ref = { regionId: template.regionId, templateId: template.templateId };
  const roles = new Map<string, Role | null>();
  const [, buildId = ""] = template.buildIds;
  const move = async (id: string, status: string) => {
    await console.control("PUT", `executions/${id}`, { status });
    database.testClock.advance(1);
    await console.collect();
  };
  return {
    database,
    console,
    ref,
    buildId,
    roles,
    me: console.as("operator"),
    move,
    end: (status: string) => move(buildId, status),
    addBuild: async (status: string) => {
      const body = { regionId: ref.regionId, imagePipelineId: ref.templateId, status };
      return (await console.control<{ executionId: string }>("POST", "executions", body)).executionId;
    },
    /** As if our copy were older than it is. */
    pretendDeletable: async () => {
      await database.db
        .updateTable("template")
        .set({ deletable: 1 })
        .where("template_id", "=", ref.templateId)
        .execute();
    },
    /** One pass and what it began. */
    queue: (changes: Partial<Ctx> = {}) => onePass(console, roles, changes),
    row: async () =>
      await database.db
        .selectFrom("queued_delete")
        .selectAll()
        .where("template_id", "=", ref.templateId)
        .executeTakeFirstOrThrow(),
  };
}

async function onePass(
  console: TestConsole,
  roles: ReadonlyMap<string, Role | null>,
  changes: Partial<Ctx>,
): Promise<void> {
  const errors: unknown[] = [];
  const queue = createQueueRun({
    ctx: console.system(),
    actAs: async (name) => {
      const [word] = name.split("@");
      const known = roles.get(name);
      const role = known === undefined ? (isRole(word) ? word : null) : known;
      return role && console.as(role, { ...changes, actor: { kind: "member", name, role } });
    },
    track: (work) => work,
    onError: (error) => errors.push(error),
  });
  await queue.pass();
  await queue.idle();
  expect(errors).toEqual([]);
}
