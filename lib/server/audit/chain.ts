import "server-only";
import type { Selectable } from "kysely";
import type { AuditAction, AuditOutcome, AuditPhase } from "@/lib/domain/audit";
import type { Database } from "../db/schema";
import { sha256 } from "./sha256";

export type AuditRow = Selectable<Database["audit_event"]>;

/** Everything that an event's hash covers, by the names of the wire, sorted: the order of the canonical text. */
export type ChainedEvent = {
  readonly account: string | null;
  readonly action: AuditAction;
  readonly actor: string;
  readonly at: string;
  readonly buildId: string | null;
  readonly buildStatus: string | null;
  readonly ecsCode: string | null;
  readonly endpoint: string | null;
  readonly httpStatus: number | null;
  readonly intentSeq: number | null;
  readonly outcome: AuditOutcome | null;
  readonly phase: AuditPhase;
  readonly prevHash: string;
  readonly reason: string | null;
  readonly regionId: string | null;
  readonly requestId: string | null;
  readonly seq: number;
  readonly snapshotHash: string | null;
  readonly templateId: string | null;
  readonly templateName: string | null;
};

/** The covered members in the order of the canonical text, each with its column. */
export const CHAINED_MEMBERS = [
  ["account", "account"],
  ["action", "action"],
  ["actor", "actor"],
  ["at", "at"],
  ["buildId", "build_id"],
  ["buildStatus", "build_status"],
  ["ecsCode", "ecs_code"],
  ["endpoint", "endpoint"],
  ["httpStatus", "http_status"],
  ["intentSeq", "intent_seq"],
  ["outcome", "outcome"],
  ["phase", "phase"],
  ["prevHash", "prev_hash"],
  ["reason", "reason"],
  ["regionId", "region_id"],
  ["requestId", "request_id"],
  ["seq", "seq"],
  ["snapshotHash", "snapshot_hash"],
  ["templateId", "template_id"],
  ["templateName", "template_name"],
] as const satisfies readonly (readonly [keyof ChainedEvent, keyof AuditRow])[];

/** What the first event follows. */
export const GENESIS_HASH = sha256("imagekeeper audit log");

/**
 * The hash of an event: SHA-256, in hex, of its canonical text. The members must be in sorted order, as
 * `toChainedEvent` makes them: then the plain JSON is the canonical text, byte for byte.
 */
export function hashEvent(event: ChainedEvent): string {
  return sha256(JSON.stringify(event));
}

/** The hash that stands for a snapshot in the chain. */
export function hashSnapshot(snapshot: string | null): string | null {
  return snapshot === null ? null : sha256(snapshot);
}

/** A row as its hash sees it. */
export function toChainedEvent(row: Omit<AuditRow, "hash" | "snapshot">): ChainedEvent {
  return {
    account: row.account,
    action: row.action as AuditAction,
    actor: row.actor,
    at: row.at,
    buildId: row.build_id,
    buildStatus: row.build_status,
    ecsCode: row.ecs_code,
    endpoint: row.endpoint,
    httpStatus: row.http_status,
    intentSeq: row.intent_seq,
    outcome: row.outcome as AuditOutcome | null,
    phase: row.phase as AuditPhase,
    prevHash: row.prev_hash,
    reason: row.reason,
    regionId: row.region_id,
    requestId: row.request_id,
    seq: row.seq,
    snapshotHash: row.snapshot_hash,
    templateId: row.template_id,
    templateName: row.template_name,
  };
}
