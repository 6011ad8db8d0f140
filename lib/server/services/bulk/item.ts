import "server-only";
import type { BulkDetail, BulkItem } from "@/lib/contracts/bulk";
import type { BulkResult } from "@/lib/domain/bulk";

/** The columns of `bulk_item` that the browser is told of. */
export type BulkItemRow = {
  readonly position: number;
  readonly region_id: string;
  readonly template_id: string;
  readonly template_name: string;
  readonly result: string;
  readonly intent_seq: number | null;
  readonly detail: string | null;
  readonly changed_at: string;
};

/** A row as it goes over the wire. */
export function toBulkItem(row: BulkItemRow): BulkItem {
  return {
    position: row.position,
    regionId: row.region_id,
    templateId: row.template_id,
    name: row.template_name,
    result: row.result as BulkResult,
    intentSeq: row.intent_seq,
    detail: row.detail === null ? null : (JSON.parse(row.detail) as BulkDetail),
    changedAt: row.changed_at,
  };
}
