import "server-only";
import { sql } from "kysely";
import type { Db, Trx } from "@/lib/server/context";
import { isPostgres } from "./is-postgres";

/**
 * Reads at one moment, from indexes. Statistics that lag behind a cold start must not make PostgreSQL go through whole
 * tables; the embedded database is told by the words of each query.
 */
export async function byIndex<T>(db: Db, read: (db: Db | Trx) => Promise<T>): Promise<T> {
  if (!isPostgres(db)) return await read(db);
  return await db
    .transaction()
    .setAccessMode("read only")
    .execute(async (trx) => {
      await sql`select set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)`.execute(
        trx,
      );
      return await read(trx);
    });
}
