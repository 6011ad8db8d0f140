import "server-only";
import type { Db, Trx } from "@/lib/server/context";

/** Where changes are written and announced; a context and the database handle both give one. */
export type ChangeSink = { readonly db: Db; readonly publish: () => void };

/** Runs `work` in one transaction and announces its changes once they are committed. */
export async function withChanges<T>(sink: ChangeSink, work: (trx: Trx) => Promise<T>): Promise<T> {
  const result = await sink.db.transaction().execute(work);
  sink.publish();
  return result;
}
