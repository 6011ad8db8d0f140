import "server-only";
import type { Kysely, Transaction } from "kysely";
import type { Actor, SystemActor } from "@/lib/domain/actor";
import type { Database } from "./db/schema";
import type { EcsGateway } from "./ecs/types";

export type Db = Kysely<Database>;
export type Trx = Transaction<Database>;

/** The database's clock; process clocks decide nothing. ISO 8601 UTC with milliseconds. */
export type DbClock = { now(executor: Db | Trx): Promise<string> };

/** What a service is given. */
export type Ctx = {
  readonly actor: Actor;
  readonly db: Db;
  readonly ecs: EcsGateway;
  readonly clock: DbClock;
  /** Hex text of n random bytes; injected so that tests can know nonces and tokens. */
  readonly random: (bytes: number) => string;
  /** Resolves after that many milliseconds, early when aborted; injected so that no test waits. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Tells live connections that changes were committed (the database handle's notices). */
  readonly publish: () => void;
  /** RECYCLE_BIN_DAYS; absent: its default. */
  readonly recycleBinDays?: number;
  /** QUEUE_DAYS; absent: its default. */
  readonly queueDays?: number;
  /** Called after each numbered step of the delete protocol; tests stall or kill the process there. */
  readonly afterStep?: (step: string) => Promise<void>;
};

/** What background work is given; no edge can make one. */
export type SystemCtx = Ctx & { readonly actor: SystemActor };

/** A context of the account of that name with its role of this moment, or null when there is none any more. */
export type ActAs = (actorName: string) => Promise<Ctx | null>;
