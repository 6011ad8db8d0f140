import { createServer } from "node:http";
import { expect, it } from "vitest";
import type { DeleteResult } from "@/lib/contracts/delete";
import { eachDatabase, type OpenTestDatabase } from "@/lib/server/db/testing/databases";
import { createGateway } from "@/lib/server/ecs/gateway";
import { openConsole, REGION, stallAt, type TestConsole } from "../testing/console";
import { deleteTemplate } from "./delete";
import { reconcileDeletes } from "./reconcile";

// The table of scenarios at the end of the delete protocol. The database's clock is in the test's hands; the age of
// signatures is judged by the endpoint's real clock, so a scenario that lasts begins that long ago.

eachDatabase("the delete protocol", (open) => {
  const run = (name: string, options: { minutesAgo?: number }, body: (world: World) => Promise<void>) =>
    it(name, async () => {
      const world = await openWorld(open, options.minutesAgo ?? 0);
      try {
        await body(world);
      } finally {
        await world.console.close();
      }
    });

  run(
    "a delete is recorded before and after the call, and the row leaves with its archive",
    {},
    async ({ console, remove, database }) => {
      const template = await console.addTemplate("plain", "FAILED", "SUCCESS");
      expect(await remove(template)).toMatchObject({
        kind: "deleted",
        recordPending: false,
        requestId: expect.stringMatching(/.+/),
      });
      expect(await console.words(template.templateId)).toEqual(["intent", "succeeded"]);
      expect(await console.exists(template.templateId)).toBe(false);
      expect(await console.calls("DeleteImagePipeline")).toBe(1);
      expect(
        await database.db
          .selectFrom("template")
          .selectAll()
          .where("template_id", "=", template.templateId)
          .execute(),
      ).toEqual([]);
      const [kept] = await database.db
        .selectFrom("template_archive")
        .selectAll()
        .where("template_id", "=", template.templateId)
        .execute();
      expect(JSON.parse(kept?.builds ?? "[]")).toHaveLength(2);
    },
  );

  run(
    "killed after the intent, before sending: failed by reading, nothing sent, locked until the fence",
    { minutesAgo: 17 },
    async (world) => {
      const { console, remove, settle, advance } = world;
      const template = await console.addTemplate("killed-early", "SUCCESS");
      const stall = stallAt("5");
      void remove(template, { afterStep: stall.afterStep });
      await stall.reached;
      await advance(13);
      await settle();
      expect(await console.words(template.templateId)).toEqual(["intent"]);
      await advance(33);
      await settle();
      expect(await console.words(template.templateId)).toEqual(["intent", "failed"]);
      expect(await remove(template)).toMatchObject({ kind: "failed", error: { code: "delete-in-progress" } });
      await advance(16 * 60);
      await settle();
      expect(await console.calls("DeleteImagePipeline")).toBe(0);
      expect(await remove(template)).toMatchObject({ kind: "deleted" });
    },
  );

  run(
    "a look that began before 45 s and ended after them is followed by another one at once",
    {},
    async ({ console, remove, settle, advance, database }) => {
      const template = await console.addTemplate("looked-at-the-edge", "SUCCESS");
      const stall = stallAt("5");
      void remove(template, { afterStep: stall.afterStep });
      await stall.reached;
      await advance(44);
      const { readTemplate } = console.ecs;
      const slowly: typeof readTemplate = async (...given) => {
        const found = await readTemplate(...given);
        database.testClock.advance(2);
        return found;
      };
      await reconcileDeletes(console.system({ ecs: { ...console.ecs, readTemplate: slowly } }));
      expect(await console.words(template.templateId)).toEqual(["intent"]);
      await settle();
      expect(await console.words(template.templateId)).toEqual(["intent", "failed"]);
    },
  );

  run(
    "what cannot be settled yet is read again at its pace, and not at every pass",
    {},
    async ({ console, remove, settle, advance }) => {
      const template = await console.addTemplate("not-yet", "SUCCESS");
      const stall = stallAt("5");
      void remove(template, { afterStep: stall.afterStep });
      await stall.reached;
      const looks = async () => {
        const before = await console.calls("DescribeImagePipelines");
        await settle();
        return (await console.calls("DescribeImagePipelines")) - before;
      };
      expect(await looks()).toBe(0);
      await advance(12);
      expect([await looks(), await looks()]).toEqual([1, 0]);
      await advance(1);
      expect(await looks()).toBe(0);
      await advance(1);
      expect([await looks(), await looks()]).toEqual([1, 0]);
      await advance(3);
      expect(await looks()).toBe(0);
      await advance(1);
      expect([await looks(), await looks()]).toEqual([1, 0]);
      expect(await console.words(template.templateId)).toEqual(["intent"]);
    },
  );

  run(
    "what nobody could settle in seven days ends as unknown and gives its lock back",
    { minutesAgo: 7 * 24 * 60 },
    async ({ console, remove, settle, advance }) => {
      const template = await console.addTemplate("never-clear", "SUCCESS");
      const stall = stallAt("5");
      void remove(template, { afterStep: stall.afterStep });
      await stall.reached;
      await console.control("POST", "faults", { action: "DescribeImagePipelines", kind: "empty-list" });
      await advance(7 * 24 * 3_600 - 60);
      await settle();
      expect(await console.words(template.templateId)).toEqual(["intent"]);
      expect(await remove(template)).toMatchObject({ kind: "failed", error: { code: "delete-in-progress" } });
      await advance(60);
      await settle();
      expect((await console.log(template.templateId)).at(-1)).toMatchObject({
        outcome: "unknown",
        reason: "not settled in 7 days",
      });
      await console.control("DELETE", "faults");
      expect(await remove(template)).toMatchObject({ kind: "deleted" });
    },
  );

  run(
    "killed after the effect, before the outcome: found gone",
    {},
    async ({ console, remove, settle, advance }) => {
      const template = await console.addTemplate("killed-late", "SUCCESS");
      const stall = stallAt("7");
      void remove(template, { afterStep: stall.afterStep });
      await stall.reached;
      await advance(13);
      await settle();
      expect(await console.words(template.templateId)).toEqual(["intent", "succeeded"]);
      expect((await console.log(template.templateId)).at(-1)?.reason).toMatch(/^found gone at /);
      expect(await console.calls("DeleteImagePipeline")).toBe(1);
    },
  );

  run(
    "killed, and the effect comes 60 s later: failed, then corrected after the fence",
    {},
    async ({ console, remove, settle, advance }) => {
      const template = await console.addTemplate("late-effect", "SUCCESS");
      const stall = stallAt("5");
      void remove(template, { afterStep: stall.afterStep });
      await stall.reached;
      await advance(46);
      await settle();
      await advance(14);
      await console.control("DELETE", `templates/${template.templateId}`);
      await settle();
      expect(await console.words(template.templateId)).toEqual(["intent", "failed"]);
      await advance(16 * 60 + 16);
      await settle();
      expect(await console.words(template.templateId)).toEqual(["intent", "failed", "succeeded"]);
      expect((await console.log(template.templateId)).at(-1)?.reason).toMatch(/^took effect late/);
    },
  );

  run(
    "stalled 10 min before sending, another process settles, it wakes: its 200 corrects the record",
    { minutesAgo: 11 },
    async (world) => {
      const { console, remove, settle, advance } = world;
      const template = await console.addTemplate("sleeper", "SUCCESS");
      const stall = stallAt("6");
      const sleeping = remove(template, { afterStep: stall.afterStep });
      await stall.reached;
      await advance(46);
      await settle();
      expect(await remove(template)).toMatchObject({ kind: "failed", error: { code: "delete-in-progress" } });
      await advance(10 * 60 - 46);
      stall.letGo();
      expect(await sleeping).toMatchObject({ kind: "deleted" });
      const own = (await console.log(template.templateId)).filter(
        (event) => event.reason !== "delete-in-progress",
      );
      expect(own.map((event) => event.outcome ?? event.phase)).toEqual(["intent", "failed", "succeeded"]);
    },
  );

  run(
    "stalled 19 min, a second attempt after the fence: the cloud refuses the first one's signature",
    { minutesAgo: 20 },
    async (world) => {
      const { console, remove, settle, advance } = world;
      const template = await console.addTemplate("too-late", "SUCCESS");
      const first = stallAt("6");
      const sleeping = remove(template, { afterStep: first.afterStep });
      await first.reached;
      await advance(46);
      await settle();
      await advance(16 * 60 + 16);
      await settle();
      const second = stallAt("6");
      void remove(template, { afterStep: second.afterStep });
      await second.reached;
      await advance(90);
      first.letGo();
      await sleeping;
      const log = await console.log(template.templateId);
      const ofFirst = log.filter((event) => event.seq === log[0]?.seq || event.intentSeq === log[0]?.seq);
      expect(ofFirst.map((event) => event.outcome ?? event.phase)).toEqual(["intent", "failed"]);
      expect(await console.exists(template.templateId)).toBe(true);
    },
  );

  run("stalled 6 s before sending: not sent", {}, async ({ console, remove, advance }) => {
    const template = await console.addTemplate("slow", "SUCCESS");
    const result = await remove(template, {
      afterStep: async (step: string) => (step === "5" ? await advance(6) : undefined),
    });
    expect(result).toMatchObject({ kind: "failed", error: { code: "not-sent" }, retry: true });
    expect(await console.words(template.templateId)).toEqual(["intent", "failed"]);
    expect(await console.calls("DeleteImagePipeline")).toBe(0);
  });

  run(
    "stalled before the outcome with no usable answer, another settles gone: no unknown after it",
    {},
    async (world) => {
      const { console, remove, settle, advance } = world;
      const template = await console.addTemplate("no-answer", "SUCCESS");
      await console.control("POST", "faults", {
        action: "DeleteImagePipeline",
        kind: "reset-after-effect",
        times: 1,
      });
      const stall = stallAt("7");
      const stalled = remove(template, { afterStep: stall.afterStep });
      await stall.reached;
      await advance(13);
      await settle();
      stall.letGo();
      await stalled;
      expect(await console.words(template.templateId)).toEqual(["intent", "succeeded"]);
    },
  );

  run(
    "a reconciler that read present stalls while the 200 is written: no failed after it",
    {},
    async (world) => {
      const { console, remove, advance, database } = world;
      const template = await console.addTemplate("stale-present", "SUCCESS");
      const sender = stallAt("6");
      const sending = remove(template, { afterStep: sender.afterStep });
      await sender.reached;
      await advance(46);
      const read = stallAt("read");
      const ecs: TestConsole["ecs"] = {
        ...console.ecs,
        readTemplate: async (...args) => {
          const found = await console.ecs.readTemplate(...args);
          await read.afterStep("read");
          return found;
        },
      };
      const settling = reconcileDeletes(console.system({ ecs }));
      await read.reached;
      sender.letGo();
      expect(await sending).toMatchObject({ kind: "deleted" });
      read.letGo();
      await settling;
      expect(await console.words(template.templateId)).toEqual(["intent", "succeeded"]);
      expect(await database.db.selectFrom("delete_attempt").select("state").execute()).toEqual([
        { state: "settled" },
      ]);
    },
  );

  run(
    "two reconcilers read present: exactly one failed",
    {},
    async ({ console, remove, settle, advance }) => {
      const template = await console.addTemplate("two", "SUCCESS");
      const stall = stallAt("5");
      void remove(template, { afterStep: stall.afterStep });
      await stall.reached;
      await advance(46);
      await Promise.all([settle(), settle()]);
      expect(await console.words(template.templateId)).toEqual(["intent", "failed"]);
    },
  );

  run(
    "failed by reading, effect, everything down for 20 min: corrected",
    {},
    async ({ console, remove, settle, advance }) => {
      const template = await console.addTemplate("outage", "SUCCESS");
      const stall = stallAt("5");
      void remove(template, { afterStep: stall.afterStep });
      await stall.reached;
      await advance(46);
      await settle();
      await console.control("DELETE", `templates/${template.templateId}`);
      await advance(20 * 60);
      await settle();
      expect(await console.words(template.templateId)).toEqual(["intent", "failed", "succeeded"]);
    },
  );

  run(
    "stalled with a 403, a second attempt opens after the fence, it wakes: the second one's lock stands",
    {},
    async (world) => {
      const { console, remove, settle, advance, database } = world;
      const template = await console.addTemplate("refused", "SUCCESS");
      const sending = stallAt("6");
      const answered = stallAt("7");
      const afterStep = async (step: string) => {
        await sending.afterStep(step);
        await answered.afterStep(step);
      };
      const first = remove(template, { afterStep });
      await sending.reached;
      const body = { regionId: REGION, imagePipelineId: template.templateId, status: "BUILDING" };
      const { executionId } = await console.control<{ executionId: string }>("POST", "executions", body);
      sending.letGo();
      await answered.reached;
      await advance(46);
      await settle();
      await advance(16 * 60 + 16);
      await settle();
      await console.control("PUT", `executions/${executionId}`, { status: "SUCCESS" });
      const second = stallAt("5");
      void remove(template, { afterStep: second.afterStep });
      await second.reached;
      answered.letGo();
      expect(await first).toMatchObject({ kind: "blocked", ecs: { httpStatus: 403 } });
      const log = await console.log(template.templateId);
      const ofFirst = log.filter((event) => event.seq === log[0]?.seq || event.intentSeq === log[0]?.seq);
      expect(ofFirst.map((event) => event.outcome ?? event.phase)).toEqual(["intent", "failed", "blocked"]);
      const states = await database.db
        .selectFrom("delete_attempt")
        .select("state")
        .orderBy("intent_seq")
        .execute();
      expect(states.map((row) => row.state)).toEqual(["corrected", "open"]);
    },
  );

  run(
    "a 500 with a code, effect 60 s later: unknown, failed, corrected",
    {},
    async ({ console, remove, settle, advance }) => {
      const template = await console.addTemplate("server-error", "SUCCESS");
      await console.control("POST", "faults", {
        action: "DeleteImagePipeline",
        kind: "error",
        status: 500,
        code: "InternalError",
        message: "no",
        times: 1,
      });
      expect(await remove(template)).toMatchObject({ kind: "unknown" });
      await settle();
      await advance(46);
      await settle();
      await advance(14);
      await console.control("DELETE", `templates/${template.templateId}`);
      await advance(60);
      await settle();
      expect(await console.words(template.templateId)).toEqual(["intent", "unknown", "failed", "succeeded"]);
    },
  );

  run(
    "reset without an effect: unknown, then failed within 60 s",
    {},
    async ({ console, remove, settle, advance }) => {
      const template = await console.addTemplate("reset", "SUCCESS");
      await console.control("POST", "faults", { action: "DeleteImagePipeline", kind: "reset", times: 1 });
      expect(await remove(template)).toMatchObject({ kind: "unknown" });
      for (let second = 0; second < 60; second += 1) {
        await settle();
        await advance(1);
      }
      expect(await console.words(template.templateId)).toEqual(["intent", "unknown", "failed"]);
    },
  );

  run(
    "ECS unreadable for 30 min: settled within 60 s after it",
    {},
    async ({ console, remove, settle, advance }) => {
      const template = await console.addTemplate("unreadable", "SUCCESS");
      await console.control("POST", "faults", {
        action: "DeleteImagePipeline",
        kind: "reset-after-effect",
        times: 1,
      });
      await console.control("POST", "faults", {
        action: "DescribeImagePipelines",
        kind: "error",
        status: 403,
        code: "Forbidden.RAM",
        message: "no",
      });
      expect(await remove(template)).toMatchObject({ kind: "unknown" });
      for (let minute = 0; minute < 30; minute += 1) {
        await settle();
        await advance(60);
      }
      expect(await console.words(template.templateId)).toEqual(["intent", "unknown"]);
      await console.control("DELETE", "faults");
      for (let second = 0; second < 60; second += 5) {
        await settle();
        await advance(5);
      }
      expect(await console.words(template.templateId)).toEqual(["intent", "unknown", "succeeded"]);
    },
  );

  for (const actions of [
    ["DescribeImagePipelines"],
    ["DescribeImagePipelines", "DescribeImagePipelineExecutions"],
  ]) {
    run(
      `the list by ID answers empty, builds ${actions.length === 1 ? "answered" : "empty"}: unknown only, the row stays`,
      {},
      async (world) => {
        const { console, remove, settle, advance, database } = world;
        const template = await console.addTemplate("empty-list", "SUCCESS");
        await console.control("POST", "faults", { action: "DeleteImagePipeline", kind: "reset", times: 1 });
        expect(await remove(template)).toMatchObject({ kind: "unknown" });
        for (const action of actions) await console.control("POST", "faults", { action, kind: "empty-list" });
        for (let minute = 0; minute < 25; minute += 1) {
          await settle();
          await advance(60);
        }
        expect(await console.words(template.templateId)).toEqual(["intent", "unknown"]);
        expect(
          await database.db
            .selectFrom("template")
            .select("template_id")
            .where("template_id", "=", template.templateId)
            .execute(),
        ).toHaveLength(1);
      },
    );
  }

  run(
    "the intent is committed and its answer lost: failed by reading, nothing sent, the text promises no more",
    {},
    async (world) => {
      const { console, remove, settle, advance } = world;
      const template = await console.addTemplate("lost-commit", "SUCCESS");
      // The 2 s are over at once, while the commit itself goes through.
      const result = await remove(template, { sleep: async () => undefined });
      expect(result).toMatchObject({
        kind: "failed",
        error: { code: "not-sent", params: { record: "may-follow" } },
        auditSeq: null,
      });
      await expect.poll(() => console.words(template.templateId)).toEqual(["intent"]);
      await advance(46);
      await settle();
      expect(await console.words(template.templateId)).toEqual(["intent", "failed"]);
      expect(await console.calls("DeleteImagePipeline")).toBe(0);
    },
  );

  run("a proxy sends the same bytes again: the cloud refuses the nonce, one effect", {}, async (world) => {
    const { console, remove } = world;
    const template = await console.addTemplate("replayed", "SUCCESS");
    const proxy = await startRepeater(console.emulator.port);
    const ecs = createGateway({
      mode: "demo",
      endpoint: proxy.url,
      regions: [REGION],
      budgetPerMinute: 100_000,
      version: "0",
    });
    expect(await remove(template, { ecs: { ...ecs, endpoint: console.ecs.endpoint } })).toMatchObject({
      kind: "deleted",
    });
    expect(proxy.answers).toEqual([200, 400]);
    expect(await console.words(template.templateId)).toEqual(["intent", "succeeded"]);
    await proxy.close();
  });

  run(
    "a proxy sends the same bytes again and hands us the second answer: unknown, then found gone",
    {},
    async ({ console, remove, settle, advance }) => {
      const template = await console.addTemplate("second-answer", "SUCCESS");
      const proxy = await startRepeater(console.emulator.port, { hands: "second" });
      const ecs = createGateway({
        mode: "demo",
        endpoint: proxy.url,
        regions: [REGION],
        budgetPerMinute: 100_000,
        version: "0",
      });
      expect(await remove(template, { ecs: { ...ecs, endpoint: console.ecs.endpoint } })).toMatchObject({
        kind: "unknown",
      });
      expect(proxy.answers).toEqual([200, 400]);
      await advance(46);
      await settle();
      expect(await console.words(template.templateId)).toEqual(["intent", "unknown", "succeeded"]);
      await proxy.close();
    },
  );
});

type World = Awaited<ReturnType<typeof openWorld>>;

async function openWorld(open: OpenTestDatabase, minutesAgo: number) {
  const database = await open();
  const clock = database.testClock;
  clock.set(new Date(Date.now() - minutesAgo * 60_000).toISOString());
  const console = await openConsole(database, clock);
  return {
    database,
    console,
    advance: async (seconds: number) => clock.advance(seconds),
    settle: () => reconcileDeletes(console.system()),
    remove: (
      template: { regionId: string; templateId: string; name: string },
      changes = {},
    ): Promise<DeleteResult> =>
      deleteTemplate(console.as("operator", changes), {
        regionId: template.regionId,
        templateId: template.templateId,
        confirmName: template.name,
      }),
  };
}

/** A proxy that sends each delete twice and hands on one of the answers. */
async function startRepeater(port: number, { hands = "first" }: { hands?: "first" | "second" } = {}) {
  const answers: number[] = [];
  const server = createServer(async (request, response) => {
    const forward = async () => {
      const { request: send } = await import("node:http");
      return await new Promise<{ status: number; body: string }>((resolve, reject) => {
        const out = send(
          { host: "127.0.0.1", port, method: request.method, path: request.url, headers: request.headers },
          (answer) => {
            let body = "";
            answer.on("data", (chunk) => {
              body += chunk;
            });
            answer.on("end", () => resolve({ status: answer.statusCode ?? 0, body }));
          },
        );
        out.on("error", reject);
        out.end();
      });
    };
    let handed = await forward();
    if (request.headers["x-acs-action"] === "DeleteImagePipeline") {
      const second = await forward();
      answers.push(handed.status, second.status);
      if (hands === "second") handed = second;
    }
    response.writeHead(handed.status, { "content-type": "application/json" }).end(handed.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    answers,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
