import "server-only";
import { type Emulator, type EmulatorOptions, startEmulator } from "@/emulator/server";
import type { DbClock } from "@/lib/server/context";
import type { TestDatabase } from "@/lib/server/db/testing/databases";
import { createGateway } from "@/lib/server/ecs/gateway";
import type { EcsGateway } from "@/lib/server/ecs/types";
import type { Write } from "../fenced-write";
import type { Lease } from "../lease";
import { takeLease } from "../lease";
import type { Log } from "../perform-read";
import type { VanishDeps } from "../vanish";

export const REGION = "cn-hangzhou";

/** The real SDK against the real local endpoint, over a database of the test. */
export type World = {
  readonly emulator: Emulator;
  readonly ecs: EcsGateway;
  readonly clock: DbClock;
  readonly write: Write;
  control<T = unknown>(method: string, path: string, body?: unknown): Promise<T>;
  /** Calls that the endpoint saw, by action; without a name all of them. */
  calls(action?: string): Promise<number>;
  addTemplate(name: string, ...statuses: string[]): Promise<{ templateId: string; buildIds: string[] }>;
  vanishDeps(lease?: Lease): Promise<VanishDeps>;
  close(): Promise<void>;
};

/** One region without templates and with frozen builds, unless told otherwise. */
export async function openWorld(
  database: TestDatabase,
  options: EmulatorOptions = {},
  clock: DbClock = database.testClock,
  budgetPerMinute = 100_000,
): Promise<World> {
  const emulator = await startEmulator({
    port: 0,
    latency: 0,
    rate: null,
    speed: 0,
    regions: [REGION],
    templates: 1,
    ...options,
  });
  const ecs = createGateway({
    mode: "demo",
    endpoint: emulator.url,
    regions: null,
    budgetPerMinute,
    version: "0.0.0-test",
    accountId: "1234567890123456",
    // A try comes again at once: the pauses between them are tested with the gateway.
    random: () => 0,
  });
  // Loading the SDK takes longer than a call may on a busy machine.
  await ecs.prepare(REGION);
  const control = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(`${emulator.url}/_emulator/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  return {
    emulator,
    ecs,
    clock,
    write: (work) => database.db.transaction().execute(work),
    control,
    async calls(action) {
      const { total, byAction } = await control<{ total: number; byAction: Record<string, number> }>(
        "GET",
        "calls",
      );
      return action === undefined ? total : (byAction[action] ?? 0);
    },
    async addTemplate(name, ...statuses) {
      const { imagePipelineId: templateId } = await control<{ imagePipelineId: string }>(
        "POST",
        "templates",
        { regionId: REGION, name },
      );
      const buildIds: string[] = [];
      for (const status of statuses) {
        const body = { regionId: REGION, imagePipelineId: templateId, status };
        buildIds.push((await control<{ executionId: string }>("POST", "executions", body)).executionId);
      }
      return { templateId, buildIds };
    },
    async vanishDeps(lease) {
      const held = lease ?? (await takeLease(database.db, clock, { name: "t", holder: "t", ttlMs: 10_000 }));
      if (held === null) throw new Error("the lease is taken");
      return { db: database.db, publish: () => {}, clock, ecs, lease: held };
    },
    close: () => emulator.close(),
  };
}

export const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };
