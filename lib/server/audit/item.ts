import "server-only";
import type { AuditItem } from "@/lib/contracts/audit";
import { type AuditRow, type ChainedEvent, toChainedEvent } from "./chain";

/** A row without its snapshot, which only the verifier reads. */
export type ListedRow = Omit<AuditRow, "snapshot">;

/** A line of an unfiltered JSONL export: an item and whatever else its hash covers. */
export type ExportedItem = AuditItem &
  Pick<ChainedEvent, "account" | "endpoint" | "prevHash" | "snapshotHash">;

export const LISTED_COLUMNS = [
  "seq",
  "at",
  "actor",
  "action",
  "phase",
  "outcome",
  "intent_seq",
  "region_id",
  "template_id",
  "template_name",
  "build_id",
  "build_status",
  "reason",
  "ecs_code",
  "http_status",
  "request_id",
  "account",
  "endpoint",
  "snapshot_hash",
  "prev_hash",
  "hash",
] as const satisfies readonly (keyof ListedRow)[];

/** The members of a line of the JSONL export, in the order of the line. */
export const EXPORTED_MEMBERS = [
  "seq",
  "at",
  "actor",
  "action",
  "phase",
  "outcome",
  "intentSeq",
  "regionId",
  "templateId",
  "templateName",
  "buildId",
  "buildStatus",
  "reason",
  "ecsCode",
  "httpStatus",
  "requestId",
  "hash",
  "account",
  "endpoint",
  "prevHash",
  "snapshotHash",
] as const satisfies readonly (keyof ExportedItem)[];

/** A row as GET /api/audit shows it. */
export function toAuditItem(row: ListedRow): AuditItem {
  return pickItem(toChainedEvent(row), row.hash);
}

/** An event as a line of the JSONL export shows it, members in the order of the line. */
export function toExportedItem(event: ChainedEvent, hash: string): ExportedItem {
  const { account, endpoint, prevHash, snapshotHash } = event;
  return { ...pickItem(event, hash), account, endpoint, prevHash, snapshotHash };
}

function pickItem(event: ChainedEvent, hash: string): AuditItem {
  return {
    seq: event.seq,
    at: event.at,
    actor: event.actor,
    action: event.action,
    phase: event.phase,
    outcome: event.outcome,
    intentSeq: event.intentSeq,
    regionId: event.regionId,
    templateId: event.templateId,
    templateName: event.templateName,
    buildId: event.buildId,
    buildStatus: event.buildStatus,
    reason: event.reason,
    ecsCode: event.ecsCode,
    httpStatus: event.httpStatus,
    requestId: event.requestId,
    hash,
  };
}
