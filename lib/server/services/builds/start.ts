import "server-only";
import type { StartResult } from "@/lib/contracts/delete";
import { errorDto } from "@/lib/contracts/error";
import type { TemplateRef } from "@/lib/contracts/inputs";
import { AppError } from "@/lib/domain/app-error";
import { appendAudit } from "@/lib/server/audit/append";
import type { Ctx } from "@/lib/server/context";
import { denyUnlessMayWrite } from "../deny";
import { canRetry, expected } from "../expected";
import { recordOutcome } from "../record";
import { loadTemplate } from "../templates/load-template";
import { within } from "../within";
import { sendStart } from "./send-start";

const COMMIT_MS = 2_000;
/** The sender hears its own answer within this; only then does the settling ask again. */
const FIRST_TRY_MS = 12_000;

/**
 * Starts a build. The ClientToken is kept before the call, so that an answer that got lost is asked for again with the
 * same token and the build is not doubled. Throws AppError `not-found`, `database-unavailable`.
 */
export async function startBuild(ctx: Ctx, ref: TemplateRef): Promise<StartResult> {
  const denied = await denyUnlessMayWrite(ctx, "build.start", ref);
  if (denied) return denied;
  const template = await loadTemplate(ctx, ref);
  if (template === null) throw new AppError("not-found");

  const earlier = await openStart(ctx, ref);
  if (earlier !== null) return await sendStart(ctx, earlier, "again");
  try {
    await ctx.ecs.prepare(ref.regionId);
    const kept = await within(ctx, COMMIT_MS, keepToken(ctx, ref, template.name));
    if (!kept.done) throw new AppError("not-sent", { params: { record: "may-follow" } });
    ctx.publish();
    return await sendStart(ctx, kept.value, "first");
  } catch (error) {
    const failure = expected(error);
    if (failure.code === "not-sent" || failure.code === "database-unavailable") {
      return { kind: "failed", error: errorDto(failure), retry: true, auditSeq: null };
    }
    const auditSeq = await recordOutcome(ctx, {
      action: "build.start",
      outcome: "failed",
      ...ref,
      templateName: template.name,
      reason: failure.code,
      fault: failure.ecs,
    });
    return { kind: "failed", error: errorDto(failure), retry: canRetry(failure), auditSeq };
  }
}

/** A start of this template that is not settled yet: pressing again asks for its answer, it starts nothing new. */
async function openStart(ctx: Ctx, ref: TemplateRef) {
  const row = await ctx.db
    .selectFrom("start_attempt")
    .selectAll()
    .where("account", "=", await ctx.ecs.account())
    .where("endpoint", "=", ctx.ecs.endpoint)
    .where("region_id", "=", ref.regionId)
    .where("template_id", "=", ref.templateId)
    .where("state", "=", "open")
    .executeTakeFirst();
  return row ?? null;
}

async function keepToken(ctx: Ctx, ref: TemplateRef, templateName: string) {
  const account = await ctx.ecs.account();
  const endpoint = ctx.ecs.endpoint;
  return await ctx.db.transaction().execute(async (trx) => {
    const { seq, at } = await appendAudit(trx, ctx.clock, {
      actor: ctx.actor.name,
      action: "build.start",
      phase: "intent",
      outcome: null,
      ...ref,
      templateName,
      account,
      endpoint,
    });
    const attempt = {
      intent_seq: seq,
      account,
      endpoint,
      region_id: ref.regionId,
      template_id: ref.templateId,
      template_name: templateName,
      actor: ctx.actor.name,
      client_token: ctx.random(24),
      state: "open",
      opened_at: at,
      tries: 0,
      next_try_at: new Date(Date.parse(at) + FIRST_TRY_MS).toISOString(),
      build_id: null,
    };
    await trx.insertInto("start_attempt").values(attempt).execute();
    return attempt;
  });
}
