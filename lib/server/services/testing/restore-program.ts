import "server-only";
import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { openDatabase } from "@/lib/server/db/open";
import { createGateway } from "@/lib/server/ecs/gateway";
import { restoreTemplate } from "../recycle-bin/restore";
import type { Orders } from "./delete-program";

/** One restore in a process of its own, to be killed. It says `at STEP` and stands still there for ever. */
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
  await restoreTemplate(
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
        process.stdout.write(`at ${step}\n`);
        // A timer keeps the process there until it is killed.
        await pause(2 ** 30);
      },
    },
    { regionId: orders.regionId, templateId: orders.templateId },
  );
}

await main(JSON.parse(process.argv[2] ?? "{}"));
