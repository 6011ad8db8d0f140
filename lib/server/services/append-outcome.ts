import "server-only";
import type { EcsFault } from "@/lib/domain/app-error";
import type { AuditAction, AuditOutcome } from "@/lib/domain/audit";
import type { BuildFacts } from "@/lib/domain/deletability";
import { appendAudit } from "@/lib/server/audit/append";
import type { Ctx, Trx } from "@/lib/server/context";
import { appendChange } from "@/lib/server/inventory/append-change";
import { faultColumns } from "./record";

/** The columns that every kind of attempt shares; names the template, the account, and who asked. */
export type AttemptColumns = {
  readonly intent_seq: number;
  readonly account: string;
  readonly endpoint: string;
  readonly region_id: string;
  readonly template_id: string;
  readonly template_name: string;
  readonly actor: string;
};

/** What is written beside an outcome. `requestId` is the accepted call's; a fault brings its own. */
export type OutcomeNote = {
  readonly reason?: string | null;
  readonly fault?: EcsFault | undefined;
  readonly requestId?: string | undefined;
  readonly build?: Pick<BuildFacts, "id" | "status"> | null;
};

/** Appends the outcome of an intent and announces it to open pages, in the caller's transaction. Answers with its number. */
export async function appendOutcome(
  trx: Trx,
  ctx: Pick<Ctx, "clock">,
  attempt: AttemptColumns,
  action: AuditAction,
  outcome: AuditOutcome,
  note: OutcomeNote,
): Promise<number> {
  const columns = faultColumns(note.fault);
  const shown = {
    action,
    outcome,
    intentSeq: attempt.intent_seq,
    regionId: attempt.region_id,
    templateId: attempt.template_id,
    reason: note.reason ?? null,
    ...columns,
    requestId: note.requestId ?? columns.requestId,
  } as const;
  const { seq } = await appendAudit(trx, ctx.clock, {
    ...shown,
    actor: attempt.actor,
    phase: "outcome",
    templateName: attempt.template_name,
    buildId: note.build?.id ?? null,
    buildStatus: note.build?.status ?? null,
    account: attempt.account,
    endpoint: attempt.endpoint,
  });
  await appendChange(trx, ctx.clock, { kind: "outcome", outcome: { seq, ...shown } });
  return seq;
}
