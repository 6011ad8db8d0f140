import "server-only";
import { randomBytes } from "node:crypto";
import { type Emulator, type EmulatorOptions, startEmulator } from "@/emulator/server";
import type { AuditItem } from "@/lib/contracts/audit";
import { SYSTEM } from "@/lib/domain/actor";
import type { Role } from "@/lib/domain/roles";
import { queryAudit } from "@/lib/server/audit/query";
import type { Ctx, DbClock, SystemCtx } from "@/lib/server/context";
import type { TestDatabase } from "@/lib/server/db/testing/databases";
import { createGateway } from "@/lib/server/ecs/gateway";
import type { EcsGateway } from "@/lib/server/ecs/types";
import type { Write } from "@/lib/server/inventory/fenced-write";
import { recordBuilds } from "@/lib/server/inventory/record-builds";
import { recordListing } from "@/lib/server/inventory/record-listing";

export const REGION = "cn-hangzhou";

/** A console without pages: the services over a real database, the real SDK, and the real local endpoint. */
export type TestConsole = {
  readonly emulator: Emulator;
  readonly ecs: EcsGateway;
  readonly clock: DbClock;
  /** A context of a role's demo actor; `changes` replaces parts of it. */
  readonly as: (role: Role, changes?: Partial<Ctx>) => Ctx;
  readonly system: (changes?: Partial<SystemCtx>) => SystemCtx;
  /** A control call of the endpoint. */
  readonly control: <T>(method: string, path: string, body?: unknown) => Promise<T>;
  /** Adds a template with the given builds, oldest first, and reads it into our copy. */
  readonly addTemplate: (
    name: string,
    ...statuses: string[]
  ) => Promise<{ regionId: string; templateId: string; name: string; buildIds: string[] }>;
  /** Reads the endpoint's regions into our copy once, as the collector does. */
  readonly collect: () => Promise<void>;
  /** Events of one template, oldest first, as `intent` or the outcome's word, with how each is linked. */
  readonly log: (templateId: string) => Promise<AuditItem[]>;
  readonly words: (templateId: string) => Promise<string[]>;
  /** How often the endpoint was asked for an action. */
  readonly calls: (action: string) => Promise<number>;
  /** Whether the endpoint still has the template. */
  readonly exists: (templateId: string) => Promise<boolean>;
  readonly close: () => Promise<void>;
};

/** Starts an endpoint, with one region unless told otherwise, and a console on it, with a clock of the test's choice. */
export async function openConsole(
  database: TestDatabase,
  clock: DbClock,
  options: EmulatorOptions = {},
): Promise<TestConsole> {
  const regions = options.regions ?? [REGION];
  const emulator = await startEmulator({
    port: 0,
    latency: 0,
    rate: null,
    speed: 0,
    templates: 3,
    ...options,
    regions,
  });
  const ecs = createGateway({
    mode: "demo",
    endpoint: emulator.url,
    regions,
    budgetPerMinute: 100_000,
    version: "0.0.0-test",
  });

  // Loading the SDK takes longer than a call may on a busy machine.
  for (const regionId of regions) await ecs.prepare(regionId);

  const base = {
    db: database.db,
    ecs,
    clock,
    random: (bytes: number) => randomBytes(bytes).toString("hex"),
    sleep: timedSleep,
    publish: () => void database.notices.publish(),
  };
  const control = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(`${emulator.url}/_emulator/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  const write: Write = (work) => database.db.transaction().execute(work);
  const collect = async () => {
    for (const regionId of regions) {
      const began = await clock.now(database.db);
      const templates = await ecs.listTemplates(regionId, { share: "collector" });
      await recordListing(write, clock, { regionId, began, templates });
      for (const { id: templateId } of templates) {
        const builds = await ecs.readBuilds(regionId, templateId, { share: "collector" });
        await recordBuilds(database.db, clock, { regionId, templateId, began, builds });
      }
    }
  };
  const log = async (templateId: string) => {
    const filter = { templateId, action: null, outcome: null, actor: null, from: null, to: null };
    const { items } = await queryAudit(database.db, filter, { limit: 500, cursor: null });
    return [...items].reverse();
  };
  return {
    emulator,
    ecs,
    clock,
    as: (role, changes = {}) => ({
      ...base,
      actor: { kind: "member", name: `${role}@demo`, role },
      ...changes,
    }),
    system: (changes = {}) => ({ ...base, actor: SYSTEM, ...changes }),
    control,
    collect,
    addTemplate: async (name, ...statuses) => {
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
      await collect();
      return { regionId: REGION, templateId, name, buildIds };
    },
    log,
    words: async (templateId) => (await log(templateId)).map((event) => event.outcome ?? event.phase),
    calls: async (action) =>
      (await control<{ byAction: Record<string, number> }>("GET", "calls")).byAction[action] ?? 0,
    exists: async (templateId) => {
      const state = await control<{ regions: Record<string, { templates: { imagePipelineId: string }[] }> }>(
        "GET",
        "state",
      );
      return (
        state.regions[REGION]?.templates.some((template) => template.imagePipelineId === templateId) ?? false
      );
    },
    close: () => emulator.close(),
  };
}

/** Real time; what it bounds is over long before. */
function timedSleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** A step at which a delete stalls until it is let go; `reached` resolves when it stands there. */
export function stallAt(step: string) {
  let arrive = () => {};
  let letGo = () => {};
  const reached = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const afterStep = async (name: string) => {
    if (name !== step) return;
    arrive();
    await gate;
  };
  return { afterStep, reached, letGo };
}
