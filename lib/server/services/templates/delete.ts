import "server-only";
import type { Blocked, DeleteFailed, DeleteResult } from "@/lib/contracts/delete";
import { errorDto } from "@/lib/contracts/error";
import type { DeleteInput, TemplateRef } from "@/lib/contracts/inputs";
import { AppError } from "@/lib/domain/app-error";
import { SEND_WITHIN_MS } from "@/lib/domain/attempt";
import type { Ctx } from "@/lib/server/context";
import { denyUnlessMayWrite } from "../deny";
import { canRetry, expected } from "../expected";
import { recordOutcome } from "../record";
import { within } from "../within";
import { classifyAnswer } from "./classify-answer";
import { commitIntent, type Intent } from "./commit-intent";
import type { DeleteOrder } from "./delete-order";
import { type Guarded, guardDelete, recordProtected } from "./guard-delete";
import { settleAttempt } from "./settle-attempt";

const COMMIT_MS = 2_000;

/**
 * A confirmed delete of one template by its typed name. Expected failures are values of the result.
 * Throws AppError `name-mismatch` (nothing was done, nothing recorded) and `database-unavailable`.
 */
export async function deleteTemplate(ctx: Ctx, input: DeleteInput): Promise<DeleteResult> {
  const ref = { regionId: input.regionId, templateId: input.templateId };
  const denied = await denyUnlessMayWrite(ctx, "template.delete", ref);
  if (denied) return denied;
  return await attempt(ctx, ref, { confirmName: input.confirmName, reason: input.reason ?? null });
}

/**
 * One attempt for who ordered it before: a bulk or a queued delete, as its user, with the role of this moment.
 * Throws AppError `database-unavailable`.
 */
export async function attemptDelete(ctx: Ctx, ref: TemplateRef, order: DeleteOrder): Promise<DeleteResult> {
  const denied = await denyUnlessMayWrite(ctx, "template.delete", ref);
  if (denied) return denied;
  return await attempt(ctx, ref, order);
}

/** Steps 2 to 8 of the delete protocol (docs/architecture.md), whoever asked for it; step 1 was the role. */
async function attempt(ctx: Ctx, ref: TemplateRef, order: DeleteOrder): Promise<DeleteResult> {
  await step(ctx, "1");

  const guarded = await guardDelete(ctx, ref, order);
  if (guarded.kind !== "deletable") return guarded;
  if (order.confirmName !== null && guarded.name !== order.confirmName) throw new AppError("name-mismatch");
  await step(ctx, "4");

  const intent = await openIntent(ctx, ref, guarded, order);
  if ("kind" in intent) return intent;
  await step(ctx, "5");

  // Not a fence (a process may stall after it), but it spares ECS a call that comes too late to be of use.
  const now = await ctx.clock.now(ctx.db);
  if (Date.parse(now) - Date.parse(intent.at) >= SEND_WITHIN_MS) return await notSent(ctx, intent);
  await step(ctx, "6");

  const answer = await ctx.ecs.deleteTemplate(ref.regionId, ref.templateId, intent.signature);
  await step(ctx, "7");

  const { verdict, note, result } = await classifyAnswer(ctx, ref, intent.seq, answer);
  const recorded = await within(
    ctx,
    COMMIT_MS,
    settleAttempt(ctx, intent.seq, verdict, () => note),
  ).catch(expected);
  const pending = recorded instanceof AppError || !recorded.done;
  await step(ctx, "8");
  return result(pending ? null : (recorded.value?.seq ?? null), pending);
}

/** Steps 5: credentials first, then the intent, committed within 2 s or nothing is sent. */
async function openIntent(
  ctx: Ctx,
  ref: TemplateRef,
  guarded: Guarded,
  order: DeleteOrder,
): Promise<Intent | Blocked | DeleteFailed> {
  try {
    await ctx.ecs.prepare(ref.regionId);
    const committed = await within(ctx, COMMIT_MS, commitIntent(ctx, ref, guarded, order));
    if (!committed.done) throw new AppError("not-sent", { params: { record: "may-follow" } });
    ctx.publish();
    return committed.value;
  } catch (error) {
    const failure = expected(error);
    // Whether the commit arrived is not known: the reconciler finds it, a second event would be one too many.
    if (failure.code === "not-sent" || failure.code === "database-unavailable") {
      const followed = new AppError("not-sent", { params: { record: "may-follow" }, cause: failure });
      return { kind: "failed", error: errorDto(followed), retry: true, auditSeq: null };
    }
    // Protected between our look and the intent.
    if (failure.code === "protected") return await recordProtected(ctx, ref, guarded.name);
    const auditSeq = await recordOutcome(ctx, {
      action: "template.delete",
      outcome: "failed",
      ...ref,
      templateName: guarded.name,
      reason: failure.code,
      fault: failure.ecs,
    });
    return { kind: "failed", error: errorDto(failure), retry: canRetry(failure), auditSeq };
  }
}

async function notSent(ctx: Ctx, intent: Intent): Promise<DeleteFailed> {
  const settled = await settleAttempt(ctx, intent.seq, { kind: "not-sent" }, () => ({
    reason: "not sent: more than 5 s after the intent",
  }));
  const error = new AppError("not-sent");
  return { kind: "failed", error: errorDto(error), retry: true, auditSeq: settled?.seq ?? intent.seq };
}

async function step(ctx: Ctx, name: string): Promise<void> {
  await ctx.afterStep?.(name);
}
