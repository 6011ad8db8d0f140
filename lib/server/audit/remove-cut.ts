import "server-only";
import { sql } from "kysely";
import type { Db } from "../context";
import { isPostgres } from "./chain-pages";
import { latestCut } from "./cut";

const BATCH = 1_000;

/**
 * Removes what lies below a cut that was made before `before`, a thousand events at a time, and answers with how many
 * went; 0 when nothing is left to remove. Throws `database-unavailable`.
 */
export async function removeCut(db: Db, before: string): Promise<number> {
  const cut = await latestCut(db);
  if (cut === null || cut.at >= before) return 0;
  if (!isPostgres(db)) return await removeFromSqlite(db, cut.seq);
  // The owner's function: the console's own role need not have the right to delete.
  const result = await sql<{ removed: number }>`select audit_remove_cut(${BATCH}) as removed`.execute(db);
  return result.rows[0]?.removed ?? 0;
}

async function removeFromSqlite(db: Db, upTo: number): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const oldest = await trx
      .selectFrom("audit_event")
      .select((eb) => eb.fn.min("seq").as("seq"))
      .executeTakeFirst();
    const last = Math.min(upTo, (oldest?.seq ?? upTo) + BATCH - 1);
    const { numDeletedRows } = await trx
      .deleteFrom("audit_event")
      .where("seq", "<=", last)
      .executeTakeFirst();
    await trx.deleteFrom("audit_checkpoint").where("seq", "<=", last).where("seq", "<", upTo).execute();
    return Number(numDeletedRows);
  });
}
