import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it, vi } from "vitest";
import type { DbClock } from "@/lib/server/context";
import { type DatabaseHandle, openDatabase } from "@/lib/server/db/open";
import { eachDatabase, type TestDatabase } from "@/lib/server/db/testing/databases";
import { openConsole, REGION, type TestConsole } from "../testing/console";
import type { Orders } from "../testing/delete-program";
import { reconcileDeletes } from "./reconcile";

// Real processes, really killed and really stopped, after each step of the protocol. What they left is settled by
// another process from the database alone; its clock runs ahead by as much as the test says.

// Each test starts a process that loads the SDK; on a busy machine that alone takes a while.
vi.setConfig({ testTimeout: 180_000 });

const PROGRAM = fileURLToPath(new URL("../testing/delete-program.ts", import.meta.url));
const STEPS = ["1", "4", "5", "6", "7", "8"];
/** Whether the call has been sent by the time the step is over. */
const SENT_BY: Record<string, boolean> = {
  "1": false,
  "4": false,
  "5": false,
  "6": false,
  "7": true,
  "8": true,
};

eachDatabase("a process that dies", (open, kind) => {
  for (const step of STEPS) {
    it(`killed after step ${step}: the record agrees with the endpoint, nothing is sent twice, the lock comes back`, async () => {
      const { console, template, database } = await prepare(open);
      const child = await runUntil(step, console, template, database);
      child.process.kill("SIGKILL");
      await child.ended;
      const left = kind === "sqlite" ? await openDatabase(database.options) : database;
      await settleAhead(console, left, [0, 13, 46, 17 * 60, 17 * 60 + 31]);
      await agrees(console, left, template.templateId);
      expect(await console.exists(template.templateId)).toBe(!SENT_BY[step]);
      if (left !== database) await left.close();
      await console.close();
    });
  }

  if (kind === "postgres") {
    for (const step of STEPS) {
      it(`stopped after step ${step} while another process settles: when it wakes, the last word is the truth`, async () => {
        const { console, template, database } = await prepare(open);
        const child = await runUntil(step, console, template, database);
        child.process.kill("SIGSTOP");
        await settleAhead(console, database, [0, 13, 46]);
        child.process.stdin?.write("go\n");
        child.process.kill("SIGCONT");
        await child.ended;
        await settleAhead(console, database, [17 * 60, 17 * 60 + 31]);
        await agrees(console, database, template.templateId);
        await console.close();
      });
    }
  }
});

type Template = Awaited<ReturnType<TestConsole["addTemplate"]>>;

async function prepare(open: () => Promise<TestDatabase>) {
  const database = await open();
  const console = await openConsole(database, database.clock);
  const template = await console.addTemplate("mortal", "FAILED", "SUCCESS");
  // One process at a time holds an embedded database.
  if (database.options.kind === "sqlite") await database.close();
  return { console, template, database };
}

async function runUntil(step: string, console: TestConsole, template: Template, database: TestDatabase) {
  const orders: Orders = {
    database: database.options,
    endpoint: console.emulator.url,
    regionId: REGION,
    templateId: template.templateId,
    name: template.name,
    step,
  };
  const child = spawn(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", PROGRAM, JSON.stringify(orders)],
    { stdio: ["pipe", "pipe", "inherit"] },
  );
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await arrival(child, step);
  return { process: child, ended };
}

async function arrival(child: ChildProcess, step: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    let said = "";
    child.stdout?.on("data", (chunk) => {
      said += chunk;
      if (said.includes(`at ${step}\n`)) resolve();
    });
    child.once("exit", (code) => reject(new Error(`ended with ${code} before step ${step}: ${said}`)));
  });
}

/** Settles as another process would that many seconds later, one pass at each moment. */
async function settleAhead(
  console: TestConsole,
  { db, clock }: Pick<DatabaseHandle, "db" | "clock">,
  seconds: number[],
): Promise<void> {
  for (const ahead of seconds) {
    const later: DbClock = {
      now: async (executor) => new Date(Date.parse(await clock.now(executor)) + ahead * 1000).toISOString(),
    };
    await reconcileDeletes(console.system({ db, clock: later }));
  }
}

/** The last outcome says what the endpoint says, at most one call had an effect, and no lock is left. */
async function agrees(
  console: TestConsole,
  { db }: Pick<DatabaseHandle, "db">,
  templateId: string,
): Promise<void> {
  const events = await db
    .selectFrom("audit_event")
    .select(["phase", "outcome"])
    .where("template_id", "=", templateId)
    .orderBy("seq")
    .execute();
  const row = await db
    .selectFrom("template")
    .select("template_id")
    .where("template_id", "=", templateId)
    .executeTakeFirst();
  const exists = await console.exists(templateId);
  expect(await console.calls("DeleteImagePipeline")).toBeLessThanOrEqual(1);
  expect(row !== undefined).toBe(exists);
  if (exists) expect(events.every((event) => event.outcome !== "succeeded")).toBe(true);
  else expect(events.at(-1)).toMatchObject({ phase: "outcome", outcome: "succeeded" });
  expect(events.filter((event) => event.phase === "intent").length).toBeLessThanOrEqual(1);
  expect(
    await db
      .selectFrom("delete_attempt")
      .select("intent_seq")
      .where("state", "in", ["open", "watched"])
      .execute(),
  ).toEqual([]);
}
