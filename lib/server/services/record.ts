import "server-only";
import type { EcsFault } from "@/lib/domain/app-error";
import type { AuditAction, AuditOutcome } from "@/lib/domain/audit";
import type { BuildFacts } from "@/lib/domain/deletability";
import { appendAudit } from "@/lib/server/audit/append";
import type { Ctx } from "@/lib/server/context";

/** A single outcome: something was decided before, or without, any call that changes the cloud. */
export type SingleOutcome = {
  readonly action: AuditAction;
  readonly outcome: AuditOutcome;
  readonly regionId: string;
  readonly templateId: string;
  readonly templateName: string | null;
  readonly reason?: string | null;
  readonly build?: Pick<BuildFacts, "id" | "status"> | null;
  readonly fault?: EcsFault | undefined;
};

/** Appends a single outcome in a transaction of its own; answers with its number. Throws `database-unavailable`. */
export async function recordOutcome(ctx: Ctx, event: SingleOutcome): Promise<number> {
  const { seq } = await ctx.db.transaction().execute((trx) =>
    appendAudit(trx, ctx.clock, {
      actor: ctx.actor.name,
      action: event.action,
      phase: "outcome",
      outcome: event.outcome,
      regionId: event.regionId,
      templateId: event.templateId,
      templateName: event.templateName,
      buildId: event.build?.id ?? null,
      buildStatus: event.build?.status ?? null,
      reason: event.reason ?? null,
      ...faultColumns(event.fault),
    }),
  );
  return seq;
}

/** The audit columns that an answer of ECS fills. */
export function faultColumns(fault: EcsFault | undefined) {
  return {
    ecsCode: fault?.code ?? null,
    httpStatus: fault?.httpStatus ?? null,
    requestId: fault?.requestId ?? null,
  };
}
