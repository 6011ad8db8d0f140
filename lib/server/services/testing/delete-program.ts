import "server-only";
import { randomBytes } from "node:crypto";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { type DatabaseOptions, openDatabase } from "@/lib/server/db/open";
import { createGateway } from "@/lib/server/ecs/gateway";
import { deleteTemplate } from "../templates/delete";

/** What the process is told: where everything is, what to delete, and after which step to stand still. */
export type Orders = {
  readonly database: DatabaseOptions;
  readonly endpoint: string;
  readonly regionId: string;
  readonly templateId: string;
  readonly name: string;
  readonly step: string;
};

/** One delete in a process of its own, to be killed or stopped. It says `at STEP`, waits for a line, and goes on. */
async function main(orders: Orders): Promise<void> {
  const database = await openDatabase(orders.database);
  const ecs = createGateway({
    mode: "demo",
    endpoint: orders.endpoint,
    regions: [orders.regionId],
    budgetPerMinute: 1_000,
    version: "0.0.0-test",
  });
  await ecs.prepare(orders.regionId);
  const lines = createInterface({ input: process.stdin });
  const result = await deleteTemplate(
    {
      actor: { kind: "member", name: "operator@demo", role: "operator" },
      db: database.db,
      ecs,
      clock: database.clock,
      random: (bytes) => randomBytes(bytes).toString("hex"),
      sleep: (ms, signal) => pause(ms, undefined, signal ? { signal } : {}).catch(() => undefined),
      publish: () => undefined,
      afterStep: async (step) => {
        if (step !== orders.step) return;
        const go = new Promise((resolve) => lines.once("line", resolve));
        process.stdout.write(`at ${step}\n`);
        await go;
      },
    },
    { regionId: orders.regionId, templateId: orders.templateId, confirmName: orders.name },
  );
  process.stdout.write(`${result.kind}\n`);
  lines.close();
  await database.close();
}

await main(JSON.parse(process.argv[2] ?? "{}"));
