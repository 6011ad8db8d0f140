import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it, vi } from "vitest";
import { type DatabaseHandle, openDatabase } from "@/lib/server/db/open";
import { eachDatabase, type OpenTestDatabase } from "@/lib/server/db/testing/databases";
import { queueDelete } from "../templates/queue-delete";
import { reconcileDeletes } from "../templates/reconcile";
import { createQueueRun } from "../templates/run-queue";
import { asAnotherProcess } from "../testing/another-process";
import { endOf, orderBulk, runBulks } from "../testing/bulk";
import { openConsole, REGION, type TestConsole } from "../testing/console";
import type { RunnerOrders } from "../testing/runner-program";
import { readBulk } from "./read";

// Real runners, really killed in the middle of their work; another process goes on from the database alone, with a
// clock that runs ahead by as much as the test says. Single deletes are killed by the hundred in `npm run prove -- kill`.

// Each test starts a process that loads the SDK; on a busy machine that alone takes a while.
vi.setConfig({ testTimeout: 300_000 });

const PROGRAM = fileURLToPath(new URL("../testing/runner-program.ts", import.meta.url));
/** A lease of 30 s is over by then, and what is there can be told from what is gone. */
const TAKEN_OVER_S = 46;
const SETTLED_S = [TAKEN_OVER_S, 17 * 60, 17 * 60 + 31];
/** After this step the one that stood still has an intent; whether it was sent. */
const STEPS = [
  ["5", false],
  ["7", true],
] as const;

eachDatabase("a runner that is killed", (open, kind) => {
  for (const [step, isSent] of STEPS) {
    it(`in a bulk, after step ${step}: what waits is done by whoever takes over, what was begun is settled, nothing is sent twice`, async () => {
      const { seen, templates, kill } = await prepare(open, kind, 8, "SUCCESS");
      const bulkId = await orderBulk(seen.as("operator"), templates);
      const left = await kill({ runs: "bulk", step, nth: 3 });

      const console = asAnotherProcess(seen, left, TAKEN_OVER_S);
      const me = console.as("operator");
      const begun = (await readBulk(me, bulkId)).items.filter(({ result }) => result === "deleting");
      expect(begun.some(({ intentSeq }) => intentSeq !== null)).toBe(true);
      const runner = runBulks(console, {}, { runner: "the next one" });
      await endOf(me, bulkId);
      await runner.stop();
      await settle(seen, left);

      const { items } = await readBulk(me, bulkId);
      const there = await Promise.all(items.map(({ templateId }) => seen.exists(templateId)));
      expect(items.map(({ result }) => result)).toEqual(there.map((is) => (is ? "failed" : "deleted")));
      if (!isSent) expect(there).toContain(true);
      await eachOnce(seen, left, templates);
      expect(runner.errors).toEqual([]);
      if (left !== seen.database) await left.close();
      await seen.close();
    });

    it(`with queued deletes, after step ${step}: the others are tried by whoever comes next, what was begun is settled and ends its queue`, async () => {
      const { seen, templates, kill } = await prepare(open, kind, 3, "BUILDING");
      for (const { regionId, templateId } of templates) {
        await queueDelete(seen.as("operator"), { regionId, templateId });
      }
      for (const { buildIds } of templates) {
        await seen.control("PUT", `executions/${buildIds[0]}`, { status: "SUCCESS" });
      }
      await seen.collect();
      const left = await kill({ runs: "queue", step, nth: 2 });

      await settle(seen, left, async (console) => {
        const errors: unknown[] = [];
        const queue = createQueueRun({
          ctx: console.system(),
          actAs: async () => console.as("operator"),
          track: (work) => work,
          onError: (error) => errors.push(error),
        });
        await queue.pass();
        await queue.idle();
        expect(errors).toEqual([]);
      });

      const rows = await left.db.selectFrom("queued_delete").select(["template_id", "state"]).execute();
      expect(rows.map(({ state }) => state)).toEqual(templates.map(() => "ended"));
      const there = await Promise.all(templates.map(({ templateId }) => seen.exists(templateId)));
      if (!isSent) expect(there).toContain(true);
      await eachOnce(seen, left, templates);
      if (left !== seen.database) await left.close();
      await seen.close();
    });
  }
});

type Seen = TestConsole & { readonly database: DatabaseHandle };
type Template = Awaited<ReturnType<TestConsole["addTemplate"]>>;

async function prepare(open: OpenTestDatabase, kind: "sqlite" | "postgres", count: number, status: string) {
  const database = await open();
  const seen: Seen = { ...(await openConsole(database, database.clock)), database };
  const templates: Template[] = [];
  for (let n = 0; n < count; n += 1) templates.push(await seen.addTemplate(`mortal ${n}`, status));
  return {
    seen,
    templates,
    /** Runs a runner in a process until one attempt has come to that step, kills it there, and opens what it left. */
    kill: async (orders: Pick<RunnerOrders, "runs" | "step" | "nth">): Promise<DatabaseHandle> => {
      // One process at a time holds an embedded database.
      if (kind === "sqlite") await database.close();
      const place = { database: database.options, endpoint: seen.emulator.url, regionId: REGION };
      await killAtStep({ ...orders, ...place });
      return kind === "sqlite" ? await openDatabase(database.options) : database;
    },
  };
}

async function killAtStep(orders: RunnerOrders): Promise<void> {
  const child = spawn(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", PROGRAM, JSON.stringify(orders)],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (chunk) => {
      said += chunk;
      if (said.includes(`at ${orders.step}\n`)) resolve();
    });
    child.once("exit", (code) => reject(new Error(`ended with ${code} before step ${orders.step}: ${said}`)));
  });
  child.kill("SIGKILL");
  await ended;
}

/** Reads what is open until it is settled, past the fence; `alsoRuns` at each of these moments. */
async function settle(
  seen: Seen,
  left: DatabaseHandle,
  alsoRuns: (console: TestConsole) => Promise<void> = async () => undefined,
): Promise<void> {
  for (const seconds of SETTLED_S) {
    const console = asAnotherProcess(seen, left, seconds);
    await alsoRuns(console);
    while ((await reconcileDeletes(console.system())) > 0);
    await alsoRuns(console);
  }
}

/** One intent each, as many calls as effects, the last word is the endpoint's truth, no lock is left. */
async function eachOnce(seen: Seen, { db }: DatabaseHandle, templates: readonly Template[]): Promise<void> {
  let gone = 0;
  for (const { templateId } of templates) {
    const events = await db
      .selectFrom("audit_event")
      .select(["phase", "outcome"])
      .where("template_id", "=", templateId)
      .where("action", "=", "template.delete")
      .orderBy("seq")
      .execute();
    const exists = await seen.exists(templateId);
    expect(events.map(({ phase, outcome }) => outcome ?? phase)).toEqual([
      "intent",
      exists ? "failed" : "succeeded",
    ]);
    if (!exists) gone += 1;
  }
  expect(await seen.calls("DeleteImagePipeline")).toBe(gone);
  const held = db.selectFrom("delete_attempt").select("intent_seq").where("state", "in", ["open", "watched"]);
  expect(await held.execute()).toEqual([]);
}
