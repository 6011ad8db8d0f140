import "server-only";
import { errorDto } from "@/lib/contracts/error";
import type { TemplateRef } from "@/lib/contracts/inputs";
import type { RestoreResult } from "@/lib/contracts/recycle-bin";
import { AppError } from "@/lib/domain/app-error";
import { toCreateRequest } from "@/lib/domain/to-create-request";
import { appendAudit } from "@/lib/server/audit/append";
import { canonical } from "@/lib/server/audit/canonical";
import type { Ctx } from "@/lib/server/context";
import { denyUnlessMayWrite } from "../deny";
import { canRetry, expected } from "../expected";
import { recordOutcome } from "../record";
import { within } from "../within";
import { findArchived } from "./find-archived";
import { sendRestore } from "./send-restore";
import type { RestoreAttempt } from "./settle-restore";

const COMMIT_MS = 2_000;
/** The sender hears its own answer within this; only then does the settling ask again. */
const FIRST_TRY_MS = 12_000;

/**
 * Creates a template of the recycle bin again, by the ID it had. Token and request are kept before the call, so that a
 * lost answer or a crash is asked again with both and makes no second template. A refusal by the state of the world is
 * recorded as one `failed`. Throws AppError `database-unavailable`.
 */
export async function restoreTemplate(ctx: Ctx, ref: TemplateRef): Promise<RestoreResult> {
  const denied = await denyUnlessMayWrite(ctx, "template.restore", ref);
  if (denied) return denied;
  try {
    // Before anything is kept: a press that cannot lead anywhere costs no credentials.
    await findArchived(ctx, ctx.db, ref);
    await ctx.ecs.prepare(ref.regionId);
    const kept = await within(ctx, COMMIT_MS, keepIntent(ctx, ref));
    if (!kept.done) throw new AppError("not-sent", { params: { record: "may-follow" } });
    ctx.publish();
    await ctx.afterStep?.("restore.intent");
    return await sendRestore(ctx, kept.value, "first");
  } catch (error) {
    const failure = expected(error);
    if (failure.code === "not-sent" || failure.code === "database-unavailable") {
      return { kind: "failed", error: errorDto(failure), retry: true, auditSeq: null };
    }
    const auditSeq = await recordOutcome(ctx, {
      action: "template.restore",
      outcome: "failed",
      ...ref,
      templateName: null,
      reason: failure.code,
      fault: failure.ecs,
    });
    return { kind: "failed", error: errorDto(failure), retry: canRetry(failure), auditSeq };
  }
}

/** Intent and attempt in one transaction. The log's head is locked first, so two presses see each other. */
async function keepIntent(ctx: Ctx, ref: TemplateRef): Promise<RestoreAttempt> {
  const account = await ctx.ecs.account();
  const endpoint = ctx.ecs.endpoint;
  return await ctx.db.transaction().execute(async (trx) => {
    const looked = await findArchived(ctx, trx, ref);
    const { request } = toCreateRequest(looked.definition);
    const { seq, at } = await appendAudit(trx, ctx.clock, {
      actor: ctx.actor.name,
      action: "template.restore",
      phase: "intent",
      outcome: null,
      ...ref,
      templateName: looked.name,
      account,
      endpoint,
      snapshot: canonical({ definition: looked.definition, request }),
    });
    const archived = await findArchived(ctx, trx, ref);
    const attempt = {
      intent_seq: seq,
      archive_id: archived.id,
      account,
      endpoint,
      region_id: ref.regionId,
      template_id: ref.templateId,
      template_name: archived.name,
      actor: ctx.actor.name,
      client_token: ctx.random(24),
      request: canonical(request),
      state: "open",
      opened_at: at,
      tries: 0,
      next_try_at: new Date(Date.parse(at) + FIRST_TRY_MS).toISOString(),
      new_template_id: null,
    };
    await trx.insertInto("restore_attempt").values(attempt).execute();
    return attempt;
  });
}
