import "server-only";
import { chmod, mkdir } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Kysely, PostgresDialect, sql } from "kysely";
import type { Db, DbClock } from "../context";
import { databaseClocks } from "./clock";
import { processTimers, type Timers } from "./deadline";
import { migrate } from "./migrate";
import type { DatabaseKind } from "./migrations/column-types";
import { type Notices, processNotices } from "./notices";
import { listenForNotices, NOTIFY_SQL } from "./postgres/notices";
import { createPool } from "./postgres/pool";
import type { Database } from "./schema";
import { ThreadedSqliteDialect } from "./sqlite/dialect";
import { acquireLock } from "./sqlite/lock";

export type DatabaseOptions =
  | { readonly kind: "sqlite"; readonly dataDir: string }
  | { readonly kind: "postgres"; readonly url: string };

export type DatabaseHandle = {
  readonly kind: DatabaseKind;
  readonly db: Db;
  readonly clock: DbClock;
  readonly notices: Notices;
  /** Answers when the database does; throws `database-unavailable`. */
  ping(): Promise<void>;
  close(): Promise<void>;
};

export type DatabaseTuning = {
  /** Milliseconds for a statement or a whole transaction, waiting for a connection included. */
  readonly deadlineMs?: number;
  /** Milliseconds to wait for the lock of DATA_DIR. */
  readonly lockWaitMs?: number;
  readonly sleep?: (ms: number) => Promise<void>;
  readonly timers?: Timers;
  /** SQLite only: extra statements after opening, for tests of a full disk and the like. */
  readonly setUp?: readonly string[];
};

const DEADLINE_MS = 5_000;
const MIGRATION_DEADLINE_MS = 300_000;
const LOCK_WAIT_MS = 5_000;
const CONNECTIONS = 10;

/**
 * Opens the database, brings its tables up to date and answers when it is ready.
 * SQLite: `imagekeeper.db` in `dataDir` (made when missing, mode 0600), under the lock of `dataDir`; throws an Error
 * with one line that names the holder when another console has it. PostgreSQL: a pool on `url`.
 * Throws `database-unavailable` when it cannot be reached or read. No call on the result can hang for ever.
 */
export async function openDatabase(
  options: DatabaseOptions,
  tuning: DatabaseTuning = {},
): Promise<DatabaseHandle> {
  return options.kind === "sqlite" ? openSqlite(options.dataDir, tuning) : openPostgres(options.url, tuning);
}

async function openSqlite(dataDir: string, tuning: DatabaseTuning): Promise<DatabaseHandle> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await chmod(dataDir, 0o700);
  const lock = await acquireLock(dataDir, {
    waitMs: tuning.lockWaitMs ?? LOCK_WAIT_MS,
    sleep: tuning.sleep ?? pause,
  });
  const normalMs = tuning.deadlineMs ?? DEADLINE_MS;
  let deadlineMs = MIGRATION_DEADLINE_MS;
  const dialect = new ThreadedSqliteDialect({
    file: path.join(dataDir, "imagekeeper.db"),
    deadlineMs: () => deadlineMs,
    timers: tuning.timers ?? processTimers,
    busyMs: Math.floor(normalMs * 0.8),
    onlyRead: false,
    ...(tuning.setUp ? { setUp: tuning.setUp } : {}),
  });
  const db = new Kysely<Database>({ dialect });
  const close = async () => {
    await db.destroy();
    lock.release();
  };
  try {
    await migrate(db, "sqlite");
  } catch (error) {
    await close();
    throw error;
  }
  deadlineMs = normalMs;
  return {
    kind: "sqlite",
    db,
    clock: databaseClocks.sqlite,
    notices: processNotices(),
    ping: () => ping(db),
    close,
  };
}

async function openPostgres(url: string, tuning: DatabaseTuning): Promise<DatabaseHandle> {
  const timers = tuning.timers ?? processTimers;
  const connect = (deadlineMs: number, maxConnections: number) =>
    new Kysely<Database>({
      dialect: new PostgresDialect({ pool: createPool({ url, deadlineMs, timers, maxConnections }) }),
    });
  // A connection of its own: a migration, or waiting for another replica's, may take longer than a request may.
  const migrating = connect(MIGRATION_DEADLINE_MS, 1);
  try {
    await migrate(migrating, "postgres");
  } finally {
    await migrating.destroy();
  }
  const deadlineMs = tuning.deadlineMs ?? DEADLINE_MS;
  const db = connect(deadlineMs, CONNECTIONS);
  const notices = listenForNotices(url, () => sql.raw(NOTIFY_SQL).execute(db), { deadlineMs, timers });
  const close = async () => {
    await notices.close();
    await db.destroy();
  };
  return { kind: "postgres", db, clock: databaseClocks.postgres, notices, ping: () => ping(db), close };
}

async function ping(db: Db): Promise<void> {
  await sql`select 1 as one`.execute(db);
}
