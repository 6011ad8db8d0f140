import "server-only";
import { sql } from "kysely";
import type { Trx } from "../context";
import { latestCut } from "./cut";

/**
 * The last event that may leave a log whose events from `limit` on stay, or null: nothing that an attempt, a queued
 * delete, a bulk or the recycle bin refers to, no intent whose outcome stays, and never the newest event.
 */
export async function placeOfCut(trx: Trx, limit: string): Promise<{ seq: number; hash: string } | null> {
  const from = (await latestCut(trx))?.seq ?? 0;
  const { young, newest } = await trx
    .selectNoFrom((eb) => [
      eb
        .selectFrom("audit_event")
        .select((inner) => inner.fn.min("seq").as("seq"))
        .where("seq", ">", from)
        .where("at", ">=", limit)
        .as("young"),
      eb
        .selectFrom("audit_event")
        .select((inner) => inner.fn.max("seq").as("seq"))
        .as("newest"),
    ])
    .executeTakeFirstOrThrow();
  const kept = Math.min(young ?? Number.MAX_SAFE_INTEGER, newest ?? 0, await firstReferred(trx));
  const seq = await withoutSplitAttempt(trx, kept - 1);
  if (seq <= from) return null;
  const last = await trx
    .selectFrom("audit_event")
    .select(["seq", "hash"])
    .where("seq", "=", seq)
    .executeTakeFirst();
  return last ?? null;
}

/** An intent stays as long as an outcome of it does. */
async function withoutSplitAttempt(trx: Trx, seq: number): Promise<number> {
  const split = await trx
    .selectFrom("audit_event")
    .select((eb) => eb.fn.min("intent_seq").as("seq"))
    .where("seq", ">", seq)
    .where("intent_seq", "<=", seq)
    .executeTakeFirst();
  return split?.seq ? await withoutSplitAttempt(trx, split.seq - 1) : seq;
}

/** The lowest number that something of the console still refers to. */
async function firstReferred(trx: Trx): Promise<number> {
  const union = sql.raw<{ seq: number | null }>(REFERRING.join(" union all "));
  const { rows } = await union.execute(trx);
  return Math.min(Number.MAX_SAFE_INTEGER, ...rows.flatMap(({ seq }) => (seq === null ? [] : [seq])));
}

const REFERRING = [
  "select min(intent_seq) as seq from delete_attempt where state in ('open', 'watched')",
  "select min(intent_seq) as seq from start_attempt where state = 'open'",
  "select min(intent_seq) as seq from cancel_attempt where state = 'open'",
  "select min(intent_seq) as seq from restore_attempt where state = 'open'",
  "select min(queue_seq) as seq from queued_delete where state <> 'ended'",
  "select min(intent_seq) as seq from queued_delete where state <> 'ended'",
  "select min(intent_seq) as seq from bulk_item where bulk_id in (select bulk_id from bulk_delete where ended_at is null)",
  "select min(audit_seq) as seq from template_archive",
  "select min(restored_seq) as seq from template_archive",
] as const;
