import "server-only";
import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Actor } from "@/lib/domain/actor";
import { version } from "@/package.json";
import { findActor } from "./auth/find-actor";
import { Guesses } from "./auth/guesses";
import { type AuthLibrary, createAuthLibrary } from "./auth/library";
import { migrateAuth } from "./auth/migrate";
import { accountKind } from "./auth/session";
import type { ActAs, Ctx } from "./context";
import { type DatabaseHandle, openDatabase } from "./db/open";
import { createGateway } from "./ecs/gateway";
import type { EcsGateway } from "./ecs/types";
import { type Env, getEnv } from "./env";
import { databaseLedger } from "./inventory/rate-ledger";
import { logger } from "./log";
import { countCall } from "./metrics";

/** What the process has once: one database, one gateway, one sign-in library. */
export type Runtime = {
  readonly env: Env;
  readonly database: DatabaseHandle;
  readonly ecs: EcsGateway;
  readonly auth: AuthLibrary;
  /** Hex text of n random bytes. */
  readonly random: (bytes: number) => string;
  /** Counts tries at passwords and set-up tokens. */
  readonly guesses: Guesses;
  /** Context of an actor, for edges and background work. */
  contextFor<A extends Actor>(actor: A): Ctx & { readonly actor: A };
  /** For what somebody ordered before and background work does now. */
  readonly actAs: ActAs;
};

declare global {
  // Hot reload and route bundles duplicate modules, so the one runtime hangs on the process.
  var imagekeeperRuntime: Promise<Runtime> | undefined;
}

/** The process's runtime, made at the first call. Throws what opening environment and database throws, each time anew. */
export function getRuntime(): Promise<Runtime> {
  globalThis.imagekeeperRuntime ??= openRuntime().catch((error: unknown) => {
    globalThis.imagekeeperRuntime = undefined;
    throw error;
  });
  return globalThis.imagekeeperRuntime;
}

/** Async also where the environment is what fails, so that callers have one way to hear of it. */
async function openRuntime(): Promise<Runtime> {
  return createRuntime(getEnv());
}

/** Opens what the process has once. */
async function createRuntime(env: Env): Promise<Runtime> {
  const database = await openDatabase(
    env.databaseUrl ? { kind: "postgres", url: env.databaseUrl } : { kind: "sqlite", dataDir: env.dataDir },
  );
  const settings = {
    db: database.db,
    dialect: database.kind,
    secret: env.authSecret,
    appUrl: env.appUrl,
  };
  await migrateAuth(settings);
  const ecs = createGateway({
    mode: env.mode,
    endpoint: env.ecsEndpoint ?? (env.mode === "demo" ? `http://127.0.0.1:${env.emulator.port}` : null),
    regions: env.ecsRegions,
    budgetPerMinute: env.ecsRateBudget,
    version,
    accountId: env.accountId,
    variables: env.credentials,
    log: logger,
    observer: countCall,
    ledger: databaseLedger(database.db),
  });
  const auth = createAuthLibrary(settings);
  const contextFor = <A extends Actor>(actor: A) => ({
    actor,
    db: database.db,
    ecs,
    clock: database.clock,
    random,
    sleep: (ms: number, signal?: AbortSignal) =>
      pause(ms, undefined, { ...(signal ? { signal } : {}) }).catch(() => undefined),
    publish: () => publish(database),
    recycleBinDays: env.recycleBinDays,
    queueDays: env.queueDays,
  });
  return {
    env,
    database,
    ecs,
    auth,
    random,
    guesses: new Guesses(Date.now),
    contextFor,
    actAs: async (name) => {
      const actor = await findActor(auth, accountKind(env.mode), name);
      return actor && contextFor(actor);
    },
  };
}

function random(bytes: number): string {
  return randomBytes(bytes).toString("hex");
}

/** A notice that was lost costs a late change on screen, never a failed verb: it is logged and no more. */
function publish(database: DatabaseHandle): void {
  void Promise.resolve()
    .then(() => database.notices.publish())
    .catch((err: unknown) => logger.warn({ err }, "change notice not sent"));
}
