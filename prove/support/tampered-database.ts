import { sql } from "kysely";
import { isPostgres } from "../../lib/server/audit/chain-pages";
import type { Checkpoint } from "../../lib/server/audit/checkpoint";
import type { Verdict } from "../../lib/server/audit/verdict";
import { verifyDatabase } from "../../lib/server/audit/verify-database";
import type { Db, Trx } from "../../lib/server/context";

/** One change of the log, in words, and how it is made; false when there was nothing to change after all. */
export type Change = { readonly kind: string; readonly make: (trx: Trx) => Promise<boolean> };

class TakeBack extends Error {}

/** What the verifier says after the change, which is taken back then. Null when it changed nothing. */
export async function verdictAfter(
  db: Db,
  change: Change,
  given: readonly Checkpoint[] = [],
): Promise<Verdict | null> {
  let verdict: Verdict | null = null;
  await db
    .transaction()
    .execute(async (trx) => {
      await disarm(trx);
      if (await change.make(trx)) verdict = await verifyDatabase(trx, given);
      throw new TakeBack();
    })
    .catch((error: unknown) => {
      if (!(error instanceof TakeBack)) throw error;
    });
  return verdict;
}

const TABLES = ["audit_event", "audit_checkpoint", "audit_cut"];

/** Whoever has the file or the tables gets past the triggers; the chain is what is left. */
async function disarm(trx: Trx): Promise<void> {
  if (isPostgres(trx)) {
    for (const table of TABLES) await sql.raw(`alter table ${table} disable trigger user`).execute(trx);
    return;
  }
  const { rows } = await sql<{ name: string }>`select name from sqlite_master where type = 'trigger'`.execute(
    trx,
  );
  for (const { name } of rows) await sql.raw(`drop trigger ${name}`).execute(trx);
}
