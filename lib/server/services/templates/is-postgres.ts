import "server-only";
import { PostgresAdapter } from "kysely";
import type { Db, Trx } from "@/lib/server/context";

/** Which of the two databases this is, for what they must be asked in different words. */
export function isPostgres(db: Db | Trx): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}
