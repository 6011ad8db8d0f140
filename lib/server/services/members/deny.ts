import "server-only";
import type { Denied } from "@/lib/contracts/delete";
import type { AuditAction } from "@/lib/domain/audit";
import { may } from "@/lib/domain/roles";
import { appendAudit } from "@/lib/server/audit/append";
import type { Ctx } from "@/lib/server/context";

/**
 * First line of every verb that changes who may what: null for an admin, else the refusal, recorded as `denied`.
 * `whom` is the account it is about. Throws `database-unavailable`.
 */
export async function denyUnlessAdmin(ctx: Ctx, action: AuditAction, whom: string): Promise<Denied | null> {
  if (ctx.actor.kind === "member" && may(ctx.actor.role, "settings")) return null;
  const role = ctx.actor.kind === "member" ? ctx.actor.role : ctx.actor.kind;
  const { seq } = await ctx.db.transaction().execute((trx) =>
    appendAudit(trx, ctx.clock, {
      actor: ctx.actor.name,
      action,
      phase: "outcome",
      outcome: "denied",
      reason: `${whom}: role ${role}`,
    }),
  );
  return { kind: "denied", auditSeq: seq };
}
