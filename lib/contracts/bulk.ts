import type { BulkResult, BulkWish } from "@/lib/domain/bulk";
import type { BlockReason } from "@/lib/domain/deletability";
import type { Denied } from "./delete";
import type { ErrorDto } from "./error";

/** What there is to say beside a result. */
export type BulkDetail = {
  /** Why it is blocked, and by which build. */
  readonly reason?: BlockReason;
  readonly build?: { readonly id: string; readonly status: string };
  readonly error?: ErrorDto;
  /** Whether asking for the same again can help. */
  readonly retry?: boolean;
  /** Of the accepted delete. */
  readonly requestId?: string;
  /** Deleted, but its outcome is not in the audit log yet. */
  readonly recordPending?: boolean;
  /** Not by an answer to the delete: it was found out afterwards by reading. */
  readonly settled?: boolean;
  /** Blocked, and queued for the end of its build; `isNew` is false when somebody had queued it before. */
  readonly queued?: { readonly by: string; readonly until: string; readonly isNew: boolean };
  /** It was to be queued, but no build runs any more: it may be deleted now. */
  readonly deletableNow?: boolean;
};

export type BulkItem = {
  /** Place in the bulk, from 0. */
  readonly position: number;
  readonly regionId: string;
  readonly templateId: string;
  readonly name: string;
  readonly result: BulkResult;
  /** The intent that was sent for it, or null. */
  readonly intentSeq: number | null;
  readonly detail: BulkDetail | null;
  /** ISO 8601 UTC; of two items at one position the later one counts. */
  readonly changedAt: string;
};

/** One bulk delete; `endedAt` is when the last template had its result. */
export type BulkSummary = {
  readonly id: string;
  readonly wish: BulkWish;
  readonly at: string;
  readonly count: number;
  readonly endedAt: string | null;
};

/** GET /api/bulk/<id>. */
export type BulkView = BulkSummary & { readonly items: readonly BulkItem[] };

/** GET /api/bulk: those of mine that I have not closed, newest first. */
export type BulkList = { readonly items: readonly BulkSummary[] };

export type BulkStart = { readonly kind: "started"; readonly bulkId: string } | Denied;
