import "server-only";
import type { AuditOutcome } from "@/lib/domain/audit";
import type { Ctx } from "@/lib/server/context";
import { appendOutcome, type OutcomeNote } from "../append-outcome";

/**
 * Writes what came of a cancel: outcome and state as one compare-and-set by the intent's number. `unknown` keeps it
 * open, to be settled by reading the build, and is recorded once. Null when there was nothing to settle.
 */
export async function settleCancel(
  ctx: Ctx,
  intentSeq: number,
  outcome: AuditOutcome,
  note: OutcomeNote,
): Promise<number | null> {
  const seq = await ctx.db.transaction().execute(async (trx) => {
    const attempt = await trx
      .selectFrom("cancel_attempt")
      .selectAll()
      .where("intent_seq", "=", intentSeq)
      .executeTakeFirst();
    if (attempt?.state !== "open") return null;
    const open = outcome === "unknown";
    if (open && attempt.tries > 0) return null;
    const at = await ctx.clock.now(trx);
    const swapped = await trx
      .updateTable("cancel_attempt")
      .set(open ? { tries: 1, next_try_at: at } : { state: "settled" })
      .where("intent_seq", "=", intentSeq)
      .where("state", "=", "open")
      .where("tries", "=", attempt.tries)
      .executeTakeFirst();
    if (swapped.numUpdatedRows !== 1n) return null;
    return await appendOutcome(trx, ctx, attempt, "build.cancel", outcome, note);
  });
  ctx.publish();
  return seq;
}
