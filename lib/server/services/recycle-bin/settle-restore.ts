import "server-only";
import type { AuditOutcome } from "@/lib/domain/audit";
import type { Ctx } from "@/lib/server/context";
import { type AttemptColumns, appendOutcome, type OutcomeNote } from "../append-outcome";

/** A restore that is under way, with what is sent again and again. */
export type RestoreAttempt = AttemptColumns & {
  readonly archive_id: number;
  readonly client_token: string;
  readonly request: string;
  readonly tries: number;
};

type Told = OutcomeNote & {
  readonly outcome: AuditOutcome;
  /** The new ID, when ECS has accepted. */
  readonly templateId?: string;
};

const LONGEST_PAUSE_MS = 30_000;

/**
 * Writes what came of a restore and gives its lock back, once: by its intent's number, and what was created is written
 * even when another settled meanwhile without it. The outcome has the new ID and names the old one as its reason.
 * Answers with the event's number; null when there was nothing more to say. Throws `database-unavailable`.
 */
export async function settleRestore(ctx: Ctx, attempt: RestoreAttempt, told: Told): Promise<number | null> {
  const created = told.templateId ?? null;
  const seq = await ctx.db.transaction().execute(async (trx) => {
    const swapped = await trx
      .updateTable("restore_attempt")
      .set({ state: "settled", new_template_id: created })
      .where("intent_seq", "=", attempt.intent_seq)
      .where((row) => (created === null ? row("state", "=", "open") : row("new_template_id", "is", null)))
      .executeTakeFirst();
    if (swapped.numUpdatedRows !== 1n) return null;
    if (created === null) {
      return await appendOutcome(trx, ctx, attempt, "template.restore", told.outcome, told);
    }
    const note = { ...told, reason: `restored from ${attempt.template_id}` };
    const renamed = { ...attempt, template_id: created };
    const number = await appendOutcome(trx, ctx, renamed, "template.restore", told.outcome, note);
    await trx
      .updateTable("template_archive")
      .set({ restored_as: created, restored_seq: number })
      .where("id", "=", attempt.archive_id)
      .execute();
    return number;
  });
  ctx.publish();
  return seq;
}

/** Leaves the attempt open and says when to ask again; only the first unknown answer is recorded. */
export async function keepAsking(ctx: Ctx, attempt: RestoreAttempt, told: Told): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const now = Date.parse(await ctx.clock.now(trx));
    const pause = Math.min(2_000 * 2 ** attempt.tries, LONGEST_PAUSE_MS);
    const swapped = await trx
      .updateTable("restore_attempt")
      .set({ tries: attempt.tries + 1, next_try_at: new Date(now + pause).toISOString() })
      .where("intent_seq", "=", attempt.intent_seq)
      .where("state", "=", "open")
      .where("tries", "=", attempt.tries)
      .executeTakeFirst();
    if (swapped.numUpdatedRows === 1n && attempt.tries === 0)
      await appendOutcome(trx, ctx, attempt, "template.restore", told.outcome, told);
  });
  ctx.publish();
}
