import "server-only";
import { errorDto } from "@/lib/contracts/error";
import type { ReasonedRef } from "@/lib/contracts/inputs";
import type { ProtectResult } from "@/lib/contracts/protection";
import { AppError } from "@/lib/domain/app-error";
import { appendAudit } from "@/lib/server/audit/append";
import type { Ctx } from "@/lib/server/context";
import { refreshRow } from "@/lib/server/inventory/refresh-row";
import { withChanges } from "@/lib/server/inventory/with-changes";
import { denyUnlessMayWrite } from "../deny";
import { expected } from "../expected";
import { recordOutcome } from "../record";
import { loadProtection } from "./load-protection";
import { loadTemplate } from "./load-template";
import { openAttempt } from "./open-attempt";

/**
 * Nobody may delete the template from now on, until somebody removes the protection. Protecting a protected one
 * changes nothing and tells who did. Refused while a delete of it is under way, which could still take it away.
 * Throws `database-unavailable`.
 */
export async function protectTemplate(ctx: Ctx, input: ReasonedRef): Promise<ProtectResult> {
  const ref = { regionId: input.regionId, templateId: input.templateId };
  const denied = await denyUnlessMayWrite(ctx, "template.protect", ref);
  if (denied) return denied;
  try {
    return await protect(ctx, ref, input.reason?.trim() || null);
  } catch (error) {
    const failure = expected(error);
    if (failure.code === "database-unavailable") throw failure;
    const template = await loadTemplate(ctx, ref);
    const auditSeq = await recordOutcome(ctx, {
      action: "template.protect",
      outcome: "failed",
      ...ref,
      templateName: template?.name ?? null,
      reason: failure.code,
    });
    return { kind: "failed", error: errorDto(failure), retry: false, auditSeq };
  }
}

async function protect(
  ctx: Ctx,
  ref: { regionId: string; templateId: string },
  reason: string | null,
): Promise<ProtectResult> {
  const held = await loadProtection(ctx.db, ref);
  if (held !== null) return { kind: "protected", by: held.actor, since: held.at, isNew: false };
  const template = await loadTemplate(ctx, ref);
  if (template === null) throw new AppError("not-found");
  const account = await ctx.ecs.account();
  return await withChanges(ctx, async (trx) => {
    const { at } = await appendAudit(trx, ctx.clock, {
      actor: ctx.actor.name,
      action: "template.protect",
      phase: "outcome",
      outcome: "succeeded",
      ...ref,
      templateName: template.name,
      reason,
      account,
      endpoint: ctx.ecs.endpoint,
    });
    // The log's head is locked by now: no intent can commit between this look and our row.
    const other = await openAttempt({ ...ctx, db: trx }, ref);
    if (other) {
      throw new AppError("delete-in-progress", { params: { state: other.state, until: other.fence_at } });
    }
    await trx
      .insertInto("protection")
      .values({ region_id: ref.regionId, template_id: ref.templateId, actor: ctx.actor.name, reason, at })
      .execute();
    await refreshRow(trx, ctx.clock, ref);
    return { kind: "protected", by: ctx.actor.name, since: at, isNew: true } as const;
  });
}
