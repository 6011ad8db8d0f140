import "server-only";
import type { Denied } from "@/lib/contracts/delete";
import type { TemplateRef } from "@/lib/contracts/inputs";
import type { AuditAction } from "@/lib/domain/audit";
import { may } from "@/lib/domain/roles";
import { appendAudit } from "@/lib/server/audit/append";
import type { Ctx } from "@/lib/server/context";
import { nameTemplates } from "./name-templates";

/** Events of one transaction: the log's head is locked meanwhile. */
const AT_ONCE = 50;

/**
 * First line of a bulk: null when the actor's role may, else the refusal, recorded as one `denied` for each
 * template, as so many single presses would be; `auditSeq` is the last one's. Throws `database-unavailable`.
 */
export async function denyUnlessMayAll(
  ctx: Ctx,
  action: AuditAction,
  refs: readonly TemplateRef[],
): Promise<Denied | null> {
  const { actor } = ctx;
  if (actor.kind === "member" && may(actor.role, "template.write")) return null;
  const nameOf = await nameTemplates(ctx.db, refs);
  let auditSeq = 0;
  for (let from = 0; from < refs.length; from += AT_ONCE) {
    await ctx.db.transaction().execute(async (trx) => {
      for (const { regionId, templateId } of refs.slice(from, from + AT_ONCE)) {
        const { seq } = await appendAudit(trx, ctx.clock, {
          actor: actor.name,
          action,
          phase: "outcome",
          outcome: "denied",
          regionId,
          templateId,
          templateName: nameOf({ regionId, templateId }),
          reason: actor.kind === "member" ? `role ${actor.role}` : null,
        });
        auditSeq = seq;
      }
    });
  }
  return { kind: "denied", auditSeq };
}
