import "server-only";
import type { StartResult } from "@/lib/contracts/delete";
import { errorDto } from "@/lib/contracts/error";
import { AppError, type AppErrorCode } from "@/lib/domain/app-error";
import type { AuditOutcome } from "@/lib/domain/audit";
import type { Ctx } from "@/lib/server/context";
import { type AttemptColumns, appendOutcome, type OutcomeNote } from "../append-outcome";
import { canRetry } from "../expected";
import { notSentError } from "../not-sent";

export type StartAttempt = AttemptColumns & { readonly client_token: string; readonly tries: number };

/** Refusals at the gate, before ECS looks at the token: they say nothing of a try before. */
const AT_THE_GATE: ReadonlySet<AppErrorCode> = new Set(["ecs-throttled", "ecs-denied", "ecs-credentials"]);

type Told = OutcomeNote & { readonly outcome: AuditOutcome; readonly buildId?: string };

/**
 * Sends (or asks again for) a start with its kept token and records what came of it. Only the `first` sender knows that
 * nothing went out before; whoever asks `again` settles by nothing less than ECS's word on the token. An unknown answer
 * leaves the attempt open; only the first one is recorded. Throws `database-unavailable`.
 */
export async function sendStart(
  ctx: Ctx,
  attempt: StartAttempt,
  turn: "first" | "again",
): Promise<StartResult> {
  const answer = await ctx.ecs.startBuild(attempt.region_id, attempt.template_id, attempt.client_token);
  if (answer.kind === "accepted" && answer.buildId !== undefined) {
    await settle(ctx, attempt, {
      outcome: "succeeded",
      buildId: answer.buildId,
      reason: `started ${answer.buildId}`,
      requestId: answer.requestId,
    });
    return { kind: "started", buildId: answer.buildId, intentSeq: attempt.intent_seq };
  }
  if (answer.kind === "refused" && (turn === "first" || !AT_THE_GATE.has(answer.code))) {
    const error = new AppError(answer.code, { ecs: answer.fault });
    const outcome = answer.code === "blocked" ? "blocked" : "failed";
    const seq = await settle(ctx, attempt, { outcome, reason: reasonOf(answer.code), fault: answer.fault });
    return { kind: "failed", error: errorDto(error), retry: canRetry(error), auditSeq: seq };
  }
  if (answer.kind === "not-sent" && turn === "first") {
    const error = notSentError(answer.why);
    const seq = await settle(ctx, attempt, { outcome: "failed", reason: `not sent: ${answer.why}` });
    return { kind: "failed", error: errorDto(error), retry: canRetry(error), auditSeq: seq };
  }
  const why =
    answer.kind === "refused" ? answer.code : answer.kind === "accepted" ? "unreadable" : answer.why;
  const fault = answer.kind === "unknown" || answer.kind === "refused" ? answer.fault : undefined;
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
