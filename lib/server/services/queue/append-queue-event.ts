import "server-only";
import type { AuditAction, AuditOutcome } from "@/lib/domain/audit";
import { type AppendedEvent, appendAudit } from "@/lib/server/audit/append";
import type { Ctx, Trx } from "@/lib/server/context";
import { appendChange } from "@/lib/server/inventory/append-change";

type QueueEvent = {
  readonly actor: string;
  readonly action: Extract<AuditAction, "template.delete.queue" | "template.delete.unqueue">;
  readonly outcome: AuditOutcome;
  readonly reason: string | null;
  readonly build?: { readonly id: string; readonly status: string } | null;
};

/** What an event of the queue is about. */
export type QueueSubject = {
  readonly region_id: string;
  readonly template_id: string;
  readonly template_name: string;
  readonly account: string;
  readonly endpoint: string;
};

/** Appends a single outcome of the queue and announces it, in the caller's transaction. */
export async function appendQueueEvent(
  trx: Trx,
  ctx: Pick<Ctx, "clock">,
  subject: QueueSubject,
  event: QueueEvent,
): Promise<AppendedEvent> {
  const shown = {
    action: event.action,
    outcome: event.outcome,
    intentSeq: null,
    regionId: subject.region_id,
    templateId: subject.template_id,
    reason: event.reason,
    ecsCode: null,
    httpStatus: null,
    requestId: null,
  } as const;
  const appended = await appendAudit(trx, ctx.clock, {
    ...shown,
    actor: event.actor,
    phase: "outcome",
    templateName: subject.template_name,
    buildId: event.build?.id ?? null,
    buildStatus: event.build?.status ?? null,
    account: subject.account,
    endpoint: subject.endpoint,
  });
  await appendChange(trx, ctx.clock, { kind: "outcome", outcome: { seq: appended.seq, ...shown } });
  return appended;
}
