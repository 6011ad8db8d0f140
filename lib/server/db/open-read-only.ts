import "server-only";
import { existsSync } from "node:fs";
import path from "node:path";
import { Kysely, PostgresDialect } from "kysely";
import type { Db } from "../context";
import { processTimers } from "./deadline";
import type { DatabaseOptions } from "./open";
import { createPool } from "./postgres/pool";
import type { Database } from "./schema";
import { ThreadedSqliteDialect } from "./sqlite/dialect";

const DEADLINE_MS = 30_000;

/**
 * Opens a database for reading only, beside a running console too: no lock, no migration, no change of its files.
 * Throws an Error with one line when `dataDir` holds no database.
 */
export function openReadOnly(options: DatabaseOptions): { readonly db: Db; close(): Promise<void> } {
  const dialect = options.kind === "sqlite" ? readSqlite(options.dataDir) : readPostgres(options.url);
  const db = new Kysely<Database>({ dialect });
  return { db, close: () => db.destroy() };
}

function readSqlite(dataDir: string): ThreadedSqliteDialect {
  const file = path.join(dataDir, "imagekeeper.db");
  if (!existsSync(file)) throw new Error(`DATA_DIR holds no database: ${file} does not exist`);
  return new ThreadedSqliteDialect({
    file,
    deadlineMs: () => DEADLINE_MS,
    timers: processTimers,
    busyMs: DEADLINE_MS,
    onlyRead: true,
  });
}

function readPostgres(url: string): PostgresDialect {
  return new PostgresDialect({
    pool: createPool({
      url,
      deadlineMs: DEADLINE_MS,
      timers: processTimers,
      maxConnections: 1,
      onlyRead: true,
    }),
  });
}
