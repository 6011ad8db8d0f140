import "server-only";
import type { Denied } from "@/lib/contracts/delete";
import type { TemplateRef } from "@/lib/contracts/inputs";
import type { AuditAction } from "@/lib/domain/audit";
import { may } from "@/lib/domain/roles";
import type { Ctx } from "@/lib/server/context";
import { recordOutcome } from "./record";
import { loadTemplate } from "./templates/load-template";

/**
 * First line of every verb that changes the cloud: null when the actor's role may, else the refusal,
 * recorded as `denied`. Throws `database-unavailable`.
 */
export async function denyUnlessMayWrite(
  ctx: Ctx,
  action: AuditAction,
  ref: TemplateRef,
): Promise<Denied | null> {
  if (ctx.actor.kind === "member" && may(ctx.actor.role, "template.write")) return null;
  const template = await loadTemplate(ctx, ref);
  const auditSeq = await recordOutcome(ctx, {
    action,
    outcome: "denied",
    ...ref,
    templateName: template?.name ?? null,
    reason: ctx.actor.kind === "member" ? `role ${ctx.actor.role}` : null,
  });
  return { kind: "denied", auditSeq };
}
