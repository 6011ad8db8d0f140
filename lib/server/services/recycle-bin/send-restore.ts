import "server-only";
import { errorDto } from "@/lib/contracts/error";
import type { RestoreResult } from "@/lib/contracts/recycle-bin";
import { AppError, type AppErrorCode } from "@/lib/domain/app-error";
import type { CreateRequest } from "@/lib/domain/create-request";
import type { Ctx } from "@/lib/server/context";
import { canRetry } from "../expected";
import { notSentError } from "../not-sent";
import { keepAsking, type RestoreAttempt, settleRestore } from "./settle-restore";
import { showRestored } from "./show-restored";

/** Refusals at the gate, before ECS looks at the token: they say nothing of a try before. */
const AT_THE_GATE: ReadonlySet<AppErrorCode> = new Set(["ecs-throttled", "ecs-denied", "ecs-credentials"]);

/**
 * Sends (or asks again for) a restore with its kept token and request, and records what came of it. Only the `first`
 * sender knows that nothing went out before; whoever asks `again` settles by nothing less than ECS's word on the
 * token. An unknown answer leaves the attempt open, and only the first is recorded. Throws `database-unavailable`.
 */
export async function sendRestore(
  ctx: Ctx,
  attempt: RestoreAttempt,
  turn: "first" | "again",
): Promise<RestoreResult> {
  const request = JSON.parse(attempt.request) as CreateRequest;
  const answer = await ctx.ecs.createTemplate(attempt.region_id, request, attempt.client_token);
  await ctx.afterStep?.("restore.answer");
  const isFirst = turn === "first";

  if (answer.kind === "accepted" && answer.templateId !== undefined) {
    await settleRestore(ctx, attempt, {
      outcome: "succeeded",
      templateId: answer.templateId,
      requestId: answer.requestId,
    });
    await ctx.afterStep?.("restore.outcome");
    await showRestored(ctx, { regionId: attempt.region_id, templateId: answer.templateId });
    return { kind: "restored", templateId: answer.templateId, intentSeq: attempt.intent_seq };
  }
  if (answer.kind === "refused" && (isFirst || !AT_THE_GATE.has(answer.code))) {
    const { code, fault } = answer;
    const error = new AppError(code, { ecs: fault });
    // The token is known with another request: something was made by it, and nobody here can say what.
    const outcome = fault.code === "IdempotentParameterMismatch" ? "unknown" : "failed";
    const auditSeq = await settleRestore(ctx, attempt, { outcome, reason: code, fault });
    return { kind: "failed", error: errorDto(error), retry: canRetry(error), auditSeq };
  }
  if (answer.kind === "not-sent" && isFirst) {
    const error = notSentError(answer.why);
    const told = { outcome: "failed", reason: `not sent: ${answer.why}` } as const;
    const auditSeq = await settleRestore(ctx, attempt, told);
    return { kind: "failed", error: errorDto(error), retry: canRetry(error), auditSeq };
  }
  const why =
    answer.kind === "refused" ? answer.code : answer.kind === "accepted" ? "unreadable" : answer.why;
  const fault = answer.kind === "unknown" || answer.kind === "refused" ? answer.fault : undefined;
  await keepAsking(ctx, attempt, { outcome: "unknown", reason: `no usable answer: ${why}`, fault });
  const error = new AppError("outcome-unknown", { params: { why }, ...(fault ? { ecs: fault } : {}) });
  return { kind: "unknown", intentSeq: attempt.intent_seq, error: errorDto(error) };
}
