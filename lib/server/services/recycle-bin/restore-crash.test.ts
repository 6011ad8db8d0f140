import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it, vi } from "vitest";
import type { DbClock } from "@/lib/server/context";
import { type DatabaseHandle, openDatabase } from "@/lib/server/db/open";
import { eachDatabase } from "@/lib/server/db/testing/databases";
import { deleteTemplate } from "../templates/delete";
import { openConsole, REGION } from "../testing/console";
import type { Orders } from "../testing/delete-program";
import { reconcileRestores } from "./reconcile";

// Real processes, really killed. What they left is settled by another process from the database alone; its clock runs
// ahead by as much as the test says.

vi.setConfig({ testTimeout: 180_000 });

const PROGRAM = fileURLToPath(new URL("../testing/restore-program.ts", import.meta.url));

eachDatabase("a restore whose process is killed", (open, kind) => {
  it.each([
    ["restore.intent", 0],
    ["restore.answer", 1],
    ["restore.outcome", 1],
  ])("after %s: settled by asking with the same token, one template", async (step, sent) => {
    const database = await open();
    const console = await openConsole(database, database.clock);
    const { templateId } = await console.addTemplate("mortal", "SUCCESS");
    const ref = { regionId: REGION, templateId };
    const left = await deleteTemplate(console.as("operator"), { ...ref, confirmName: "mortal" });
    expect(left.kind).toBe("deleted");
    // One process at a time holds an embedded database.
    if (kind === "sqlite") await database.close();

    const orders: Orders = {
      database: database.options,
      endpoint: console.emulator.url,
      regionId: REGION,
      templateId,
      name: "mortal",
      step,
    };
    await runAndKill(orders);
    expect(await console.calls("CreateImagePipeline")).toBe(sent);

    const handle = kind === "sqlite" ? await openDatabase(database.options) : database;
    for (const seconds of [0, 13, 30]) await settleAhead(console, handle, seconds);
    const made = (await console.ecs.listTemplates(REGION, { share: "user" })).filter(
      ({ name }) => name === "mortal",
    );
    expect(made).toHaveLength(1);
    const outcomes = await handle.db
      .selectFrom("audit_event")
      .select(["phase", "outcome", "template_id"])
      .where("action", "=", "template.restore")
      .orderBy("seq")
      .execute();
    expect(outcomes).toEqual([
      { phase: "intent", outcome: null, template_id: templateId },
      { phase: "outcome", outcome: "succeeded", template_id: made[0]?.id },
    ]);
    if (handle !== database) await handle.close();
    await console.close();
  });
});

async function runAndKill(orders: Orders): Promise<void> {
  const child = spawn(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", PROGRAM, JSON.stringify(orders)],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await arrival(child, orders.step);
  child.kill("SIGKILL");
  await ended;
}

async function arrival(child: ChildProcess, step: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    let said = "";
    child.stdout?.on("data", (chunk) => {
      said += chunk;
      if (said.includes(`at ${step}\n`)) resolve();
    });
    child.once("exit", (code) => reject(new Error(`ended with ${code} before ${step}: ${said}`)));
  });
}

async function settleAhead(
  console: Awaited<ReturnType<typeof openConsole>>,
  { db, clock }: Pick<DatabaseHandle, "db" | "clock">,
  seconds: number,
): Promise<void> {
  const later: DbClock = {
    now: async (executor) => new Date(Date.parse(await clock.now(executor)) + seconds * 1000).toISOString(),
  };
  await reconcileRestores(console.system({ db, clock: later }));
}
