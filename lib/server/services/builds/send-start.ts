import "server-only";
import type { StartResult } from "@/lib/contracts/delete";
import { errorDto } from "@/lib/contracts/error";
import { AppError, type AppErrorCode } from "@/lib/domain/app-error";
import type { AuditOutcome } from "@/lib/domain/audit";
import type { Ctx } from "@/lib/server/context";
import { hint } from "@/lib/server/inventory/hints";
import { type AttemptColumns, appendOutcome, type OutcomeNote } from "../append-outcome";
import { canRetry } from "../expected";
import { notSentError } from "../not-sent";

export type StartAttempt = AttemptColumns & { readonly client_token: string; readonly tries: number };

type Told = OutcomeNote & { readonly outcome: AuditOutcome; readonly buildId?: string };

/**
 * Sends (or asks again for) a start with its kept token and records what came of it. An unknown answer leaves the
 * attempt open; only the first one is recorded. Throws `database-unavailable`.
 */
export async function sendStart(ctx: Ctx, attempt: StartAttempt): Promise<StartResult> {
  const answer = await ctx.ecs.startBuild(attempt.region_id, attempt.template_id, attempt.client_token);
  if (answer.kind === "accepted" && answer.buildId !== undefined) {
    await settle(ctx, attempt, {
      outcome: "succeeded",
      buildId: answer.buildId,
      reason: `started ${answer.buildId}`,
      requestId: answer.requestId,
    });
    hint(attempt.region_id, attempt.template_id);
    return { kind: "started", buildId: answer.buildId, intentSeq: attempt.intent_seq };
  }
  if (answer.kind === "refused") {
    const error = new AppError(answer.code, { ecs: answer.fault });
    const outcome = answer.code === "blocked" ? "blocked" : "failed";
    const seq = await settle(ctx, attempt, { outcome, reason: reasonOf(answer.code), fault: answer.fault });
    hint(attempt.region_id, attempt.template_id);
    return { kind: "failed", error: errorDto(error), retry: canRetry(error), auditSeq: seq };
  }
  // After an unknown answer a later try that was not sent proves nothing: the first one may have arrived.
  if (answer.kind === "not-sent" && attempt.tries === 0) {
    const error = notSentError(answer.why);
    const seq = await settle(ctx, attempt, { outcome: "failed", reason: `not sent: ${answer.why}` });
    return { kind: "failed", error: errorDto(error), retry: canRetry(error), auditSeq: seq };
  }
  const why = answer.kind === "unknown" || answer.kind === "not-sent" ? answer.why : "unreadable";
  const fault = answer.kind === "unknown" ? answer.fault : undefined;
  await keepAsking(ctx, attempt, { outcome: "unknown", reason: `no usable answer: ${why}`, fault });
  const error = new AppError("outcome-unknown", { params: { why }, ...(fault ? { ecs: fault } : {}) });
  return { kind: "unknown", intentSeq: attempt.intent_seq, error: errorDto(error) };
}

function reasonOf(code: AppErrorCode): string {
  return code === "blocked" ? "build-running" : code;
}

async function settle(ctx: Ctx, attempt: StartAttempt, told: Told): Promise<number | null> {
  const seq = await ctx.db.transaction().execute(async (trx) => {
    const swapped = await trx
      .updateTable("start_attempt")
      .set({ state: "settled", build_id: told.buildId ?? null })
      .where("intent_seq", "=", attempt.intent_seq)
      .where("state", "=", "open")
      .executeTakeFirst();
    return swapped.numUpdatedRows === 1n
      ? await appendOutcome(trx, ctx, attempt, "build.start", told.outcome, told)
      : null;
  });
  ctx.publish();
  return seq;
}

async function keepAsking(ctx: Ctx, attempt: StartAttempt, told: Told): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const now = Date.parse(await ctx.clock.now(trx));
    const wait = Math.min(2_000 * 2 ** attempt.tries, 30_000);
    const swapped = await trx
      .updateTable("start_attempt")
      .set({ tries: attempt.tries + 1, next_try_at: new Date(now + wait).toISOString() })
      .where("intent_seq", "=", attempt.intent_seq)
      .where("state", "=", "open")
      .where("tries", "=", attempt.tries)
      .executeTakeFirst();
    if (swapped.numUpdatedRows === 1n && attempt.tries === 0)
      await appendOutcome(trx, ctx, attempt, "build.start", told.outcome, told);
  });
  ctx.publish();
}
