import "server-only";
import type { CancelResult } from "@/lib/contracts/delete";
import { errorDto } from "@/lib/contracts/error";
import type { CancelInput } from "@/lib/contracts/inputs";
import { AppError } from "@/lib/domain/app-error";
import type { AuditOutcome } from "@/lib/domain/audit";
import { appendAudit } from "@/lib/server/audit/append";
import type { Ctx } from "@/lib/server/context";
import type { OutcomeNote } from "../append-outcome";
import { denyUnlessMayWrite } from "../deny";
import { canRetry, expected } from "../expected";
import { notSentError } from "../not-sent";
import { recordOutcome } from "../record";
import { loadTemplate } from "../templates/load-template";
import { within } from "../within";
import { settleCancel } from "./settle-cancel";

const COMMIT_MS = 2_000;
const FIRST_READ_MS = 12_000;

/**
 * Cancels a build. The call has no ClientToken, so it is sent once; an answer that got lost is settled by reading the
 * build. It has no guard of its own: ECS decides, and its refusal is shown. Throws AppError `not-found`, `database-unavailable`.
 */
export async function cancelBuild(ctx: Ctx, input: CancelInput): Promise<CancelResult> {
  const ref = { regionId: input.regionId, templateId: input.templateId };
  const denied = await denyUnlessMayWrite(ctx, "build.cancel", ref);
  if (denied) return denied;
  const template = await loadTemplate(ctx, ref);
  if (template === null) throw new AppError("not-found");

  let intentSeq: number;
  try {
    await ctx.ecs.prepare(ref.regionId);
    const committed = await within(ctx, COMMIT_MS, commitIntent(ctx, input, template.name));
    if (!committed.done) throw new AppError("not-sent", { params: { record: "may-follow" } });
    intentSeq = committed.value;
  } catch (error) {
    const failure = expected(error);
    if (failure.code === "not-sent" || failure.code === "database-unavailable") {
      return { kind: "failed", error: errorDto(failure), retry: true, auditSeq: null };
    }
    const event = {
      action: "build.cancel",
      outcome: "failed",
      ...ref,
      templateName: template.name,
      reason: failure.code,
    } as const;
    const auditSeq = await recordOutcome(ctx, { ...event, fault: failure.ecs });
    return { kind: "failed", error: errorDto(failure), retry: canRetry(failure), auditSeq };
  }

  const answer = await ctx.ecs.cancelBuild(ref.regionId, input.buildId);
  const record = (outcome: AuditOutcome, note: OutcomeNote) => settleCancel(ctx, intentSeq, outcome, note);
  switch (answer.kind) {
    case "accepted":
      await record("succeeded", { requestId: answer.requestId, reason: `cancelling ${input.buildId}` });
      return { kind: "cancelling", intentSeq, requestId: answer.requestId };
    case "refused": {
      const error = new AppError(answer.code, { ecs: answer.fault });
      const auditSeq = await record("failed", { reason: answer.code, fault: answer.fault });
      return { kind: "failed", error: errorDto(error), retry: canRetry(error), auditSeq };
    }
    case "not-sent": {
      const error = notSentError(answer.why);
      const auditSeq = await record("failed", { reason: `not sent: ${answer.why}` });
      return { kind: "failed", error: errorDto(error), retry: canRetry(error), auditSeq };
    }
    case "unknown": {
      await record("unknown", { reason: `no usable answer: ${answer.why}`, fault: answer.fault });
      const error = new AppError("outcome-unknown", {
        params: { why: answer.why },
        ...(answer.fault ? { ecs: answer.fault } : {}),
      });
      return { kind: "unknown", intentSeq, error: errorDto(error) };
    }
  }
}

async function commitIntent(ctx: Ctx, input: CancelInput, templateName: string): Promise<number> {
  const account = await ctx.ecs.account();
  const endpoint = ctx.ecs.endpoint;
  return await ctx.db.transaction().execute(async (trx) => {
    const { seq, at } = await appendAudit(trx, ctx.clock, {
      actor: ctx.actor.name,
      action: "build.cancel",
      phase: "intent",
      outcome: null,
      regionId: input.regionId,
      templateId: input.templateId,
      templateName,
      reason: `cancel ${input.buildId}`,
      account,
      endpoint,
    });
    await trx
      .insertInto("cancel_attempt")
      .values({
        intent_seq: seq,
        account,
        endpoint,
        region_id: input.regionId,
        template_id: input.templateId,
        template_name: templateName,
        build_id: input.buildId,
        actor: ctx.actor.name,
        state: "open",
        opened_at: at,
        tries: 0,
        next_try_at: new Date(Date.parse(at) + FIRST_READ_MS).toISOString(),
      })
      .execute();
    return seq;
  });
}
