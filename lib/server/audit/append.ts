import "server-only";
import type { AuditAction, AuditOutcome, AuditPhase } from "@/lib/domain/audit";
import type { DbClock, Trx } from "../context";
import { nextNumber } from "../db/counter";
import { storable } from "./canonical";
import { type AuditRow, GENESIS_HASH, hashEvent, hashSnapshot, toChainedEvent } from "./chain";

/** An event to append; what is absent is null. `snapshot` is canonical JSON of definition and builds. */
export type NewAuditEvent = {
  readonly actor: string;
  readonly action: AuditAction;
  readonly phase: AuditPhase;
  readonly outcome: AuditOutcome | null;
  readonly intentSeq?: number | null;
  readonly regionId?: string | null;
  readonly templateId?: string | null;
  readonly templateName?: string | null;
  readonly buildId?: string | null;
  readonly buildStatus?: string | null;
  readonly reason?: string | null;
  readonly ecsCode?: string | null;
  readonly httpStatus?: number | null;
  readonly requestId?: string | null;
  readonly account?: string | null;
  readonly endpoint?: string | null;
  readonly snapshot?: string | null;
};

export type AppendedEvent = { readonly seq: number; readonly at: string; readonly hash: string };

/**
 * Appends an event in the caller's transaction and locks the log's head until that ends, so that numbers have no
 * gaps and each event follows the one committed before it. Answers with number, database time and hash.
 * Take it before numbers of the counter `change`. Throws `database-unavailable`.
 */
export async function appendAudit(trx: Trx, clock: DbClock, event: NewAuditEvent): Promise<AppendedEvent> {
  const seq = await nextNumber(trx, AUDIT_COUNTER);
  const prevHash = await hashBefore(trx, seq);
  const at = await clock.now(trx);
  const row = chainRow(event, { seq, at, prevHash });
  await trx.insertInto("audit_event").values(row).execute();
  return { seq, at, hash: row.hash };
}

/** The counter whose row is the head of the log. */
export const AUDIT_COUNTER = "audit_event";

async function hashBefore(trx: Trx, seq: number): Promise<string> {
  if (seq === 1) return GENESIS_HASH;
  const previous = await trx
    .selectFrom("audit_event")
    .select("hash")
    .where("seq", "=", seq - 1)
    .executeTakeFirst();
  if (previous === undefined)
    throw new Error(`audit event ${seq - 1} is missing, so ${seq} cannot follow it`);
  return previous.hash;
}

/** The row of an event at its place in the chain, with its hash. */
export function chainRow(
  event: NewAuditEvent,
  place: { readonly seq: number; readonly at: string; readonly prevHash: string },
): AuditRow {
  const snapshot = text(event.snapshot);
  const row = {
    seq: place.seq,
    at: place.at,
    actor: storable(event.actor),
    action: event.action,
    phase: event.phase,
    outcome: event.outcome,
    intent_seq: event.intentSeq ?? null,
    region_id: text(event.regionId),
    template_id: text(event.templateId),
    template_name: text(event.templateName),
    build_id: text(event.buildId),
    build_status: text(event.buildStatus),
    reason: text(event.reason),
    ecs_code: text(event.ecsCode),
    http_status: event.httpStatus ?? null,
    request_id: text(event.requestId),
    account: text(event.account),
    endpoint: text(event.endpoint),
    snapshot,
    snapshot_hash: hashSnapshot(snapshot),
    prev_hash: place.prevHash,
  };
  return { ...row, hash: hashEvent(toChainedEvent(row)) };
}

function text(value: string | null | undefined): string | null {
  return value === null || value === undefined ? null : storable(value);
}
