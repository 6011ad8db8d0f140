import "server-only";
import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { SYSTEM } from "@/lib/domain/actor";
import { type DatabaseOptions, openDatabase } from "@/lib/server/db/open";
import { createGateway } from "@/lib/server/ecs/gateway";
import { startBulkRunner } from "../bulk/runner";
import { startQueueRunner } from "../queue/runner";

/** What the process is told: where everything is, what to run, and after which step of which attempt to stand still. */
export type RunnerOrders = {
  readonly runs: "bulk" | "queue";
  readonly database: DatabaseOptions;
  readonly endpoint: string;
  readonly regionId: string;
  /** Empty: never; it is killed at some other moment. */
  readonly step: string;
  readonly nth: number;
};

/** A runner in a process of its own, to be killed. It says `at STEP`, and that one attempt never goes on. */
async function main(orders: RunnerOrders): Promise<void> {
  const database = await openDatabase(orders.database);
  const ecs = createGateway({
    mode: "demo",
    endpoint: orders.endpoint,
    regions: [orders.regionId],
    budgetPerMinute: 100_000,
    version: "0.0.0-test",
  });
  await ecs.prepare(orders.regionId);
  let reached = 0;
  const base = {
    db: database.db,
    ecs,
    clock: database.clock,
    random: (bytes: number) => randomBytes(bytes).toString("hex"),
    sleep: (ms: number, signal?: AbortSignal) =>
      pause(ms, undefined, signal ? { signal } : {}).catch(() => undefined),
    publish: () => undefined,
  };
  const afterStep = async (step: string) => {
    if (step !== orders.step) return;
    reached += 1;
    if (reached !== orders.nth) return;
    process.stdout.write(`at ${step}\n`);
    await new Promise(() => undefined);
  };
  const deps = {
    ctx: { ...base, actor: SYSTEM },
    actAs: async (name: string) =>
      ({ ...base, actor: { kind: "member", name, role: "operator" }, afterStep }) as const,
    track: <T>(work: Promise<T>) => work,
    onError: (error: unknown) => void process.stderr.write(`${String(error)}\n`),
  };
  process.stdout.write("runs\n");
  if (orders.runs === "bulk") startBulkRunner({ ...deps, runner: `killed ${process.pid}` });
  else startQueueRunner({ ...deps, leads: async () => true });
}

await main(JSON.parse(process.argv[2] ?? "{}"));
