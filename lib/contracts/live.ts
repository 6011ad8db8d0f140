import type { AuditItem } from "./audit";
import type { BulkItem } from "./bulk";
import type { RegionState, TemplateItem } from "./template";

/** A change as /api/live sends it: SSE `id` is the number, `event` is `change`, `data` this as JSON. */
export type LiveChange =
  | { readonly seq: number; readonly kind: "template"; readonly item: TemplateItem }
  | {
      readonly seq: number;
      readonly kind: "template-gone";
      readonly regionId: string;
      readonly templateId: string;
    }
  | { readonly seq: number; readonly kind: "region"; readonly region: RegionState }
  /** An outcome was appended to the audit log; sent only to those who may read templates, without the audit's inner fields. */
  | { readonly seq: number; readonly kind: "outcome"; readonly outcome: OutcomeNotice }
  /** A template of a bulk delete has another result; `endedAt` with the last one. */
  | {
      readonly seq: number;
      readonly kind: "bulk";
      readonly bulkId: string;
      readonly item: BulkItem;
      readonly endedAt: string | null;
    };

export type OutcomeNotice = Pick<
  AuditItem,
  | "seq"
  | "action"
  | "outcome"
  | "intentSeq"
  | "regionId"
  | "templateId"
  | "reason"
  | "ecsCode"
  | "httpStatus"
  | "requestId"
>;
