import "server-only";
import {
  type AttemptState,
  FENCE_AFTER_UNKNOWN_MS,
  type Transition,
  transition,
  type Verdict,
} from "@/lib/domain/attempt";
import type { AuditOutcome } from "@/lib/domain/audit";
import type { Ctx, Trx } from "@/lib/server/context";
import { refreshRow } from "@/lib/server/inventory/refresh-row";
import { removeTemplate } from "@/lib/server/inventory/remove-template";
import { type AttemptColumns, appendOutcome, type OutcomeNote } from "../append-outcome";

/**
 * Step 8 and every later settling: outcome and state as one compare-and-set by the intent's number.
 * `note` makes the outcome's words once the transition is known. Answers with the transition and the event's number,
 * or null when the verdict changes nothing (then nothing is appended). Throws `database-unavailable`.
 */
export async function settleAttempt(
  ctx: Ctx,
  intentSeq: number,
  verdict: Verdict,
  note: (transition: Transition) => OutcomeNote,
): Promise<{ readonly transition: Transition; readonly seq: number | null } | null> {
  const settled = await ctx.db.transaction().execute(async (trx) => {
    const attempt = await trx
      .selectFrom("delete_attempt")
      .selectAll()
      .where("intent_seq", "=", intentSeq)
      .executeTakeFirst();
    if (!attempt) return null;
    const next = transition(
      {
        state: attempt.state as AttemptState,
        lastOutcome: attempt.last_outcome as AuditOutcome | null,
        openedAt: Date.parse(attempt.opened_at),
        fenceAt: Date.parse(attempt.fence_at),
      },
      verdict,
    );
    if (next === null) return null;
    const at = await ctx.clock.now(trx);
    const swapped = await trx
      .updateTable("delete_attempt")
      .set({
        state: next.state,
        ...(next.outcome ? { last_outcome: next.outcome } : {}),
        ...(verdict.kind === "unknown"
          ? { fence_at: shift(at, FENCE_AFTER_UNKNOWN_MS), next_read_at: at, reads: 0 }
          : {}),
        ...(next.state === "watched" ? { next_read_at: shift(attempt.fence_at, 1) } : {}),
        ...(next.state === "settled" || next.state === "corrected" ? { settled_at: at } : {}),
      })
      .where("intent_seq", "=", intentSeq)
      .where("state", "=", attempt.state)
      .where(({ eb }) =>
        attempt.last_outcome === null
          ? eb("last_outcome", "is", null)
          : eb("last_outcome", "=", attempt.last_outcome),
      )
      .executeTakeFirst();
    if (swapped.numUpdatedRows !== 1n) return null;
    const seq =
      next.outcome === null
        ? null
        : await appendOutcome(trx, ctx, attempt, "template.delete", next.outcome, note(next));
    await moveOurCopy(trx, ctx, attempt, next, seq);
    return { transition: next, seq };
  });
  if (settled !== null) ctx.publish();
  return settled;
}

/** Gone: archived, row away, tombstone. Else the row shows where the attempt stands. */
async function moveOurCopy(
  trx: Trx,
  ctx: Ctx,
  attempt: AttemptColumns,
  next: Transition,
  seq: number | null,
): Promise<void> {
  const ref = { regionId: attempt.region_id, templateId: attempt.template_id };
  if (next.outcome === "succeeded" && seq !== null) await removeTemplate(trx, ctx.clock, ref, seq);
  else await refreshRow(trx, ctx.clock, ref);
}

function shift(iso: string, ms: number): string {
  return new Date(Date.parse(iso) + ms).toISOString();
}
