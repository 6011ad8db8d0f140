import "server-only";
import type { ReasonedRef } from "@/lib/contracts/inputs";
import type { UnprotectResult } from "@/lib/contracts/protection";
import { appendAudit } from "@/lib/server/audit/append";
import type { Ctx } from "@/lib/server/context";
import { refreshRow } from "@/lib/server/inventory/refresh-row";
import { withChanges } from "@/lib/server/inventory/with-changes";
import { denyUnlessMayWrite } from "../deny";
import { Overtaken, overtaken } from "../overtaken";
import { loadProtection } from "./load-protection";
import { loadTemplate } from "./load-template";

/**
 * Removes a template's protection, whoever set it. One that is not protected stays as it is, and nothing is recorded.
 * Throws `database-unavailable`.
 */
export async function unprotectTemplate(ctx: Ctx, input: ReasonedRef): Promise<UnprotectResult> {
  const ref = { regionId: input.regionId, templateId: input.templateId };
  const denied = await denyUnlessMayWrite(ctx, "template.unprotect", ref);
  if (denied) return denied;
  if ((await loadProtection(ctx.db, ref)) === null) return { kind: "unprotected", auditSeq: null };
  const template = await loadTemplate(ctx, ref);
  const account = await ctx.ecs.account();
  const auditSeq = await withChanges(ctx, async (trx) => {
    const { seq } = await appendAudit(trx, ctx.clock, {
      actor: ctx.actor.name,
      action: "template.unprotect",
      phase: "outcome",
      outcome: "succeeded",
      ...ref,
      templateName: template?.name ?? null,
      reason: input.reason?.trim() || null,
      account,
      endpoint: ctx.ecs.endpoint,
    });
    const { numDeletedRows } = await trx
      .deleteFrom("protection")
      .where("region_id", "=", ref.regionId)
      .where("template_id", "=", ref.templateId)
      .executeTakeFirst();
    if (numDeletedRows !== 1n) throw new Overtaken();
    await refreshRow(trx, ctx.clock, ref);
    return seq;
  }).catch(overtaken);
  return { kind: "unprotected", auditSeq };
}
