import "server-only";
import type { BulkDetail } from "@/lib/contracts/bulk";
import type { DeleteResult } from "@/lib/contracts/delete";
import type { QueueResult } from "@/lib/contracts/queue";
import type { BulkResult } from "@/lib/domain/bulk";

export type ItemResult = { readonly result: BulkResult; readonly detail: BulkDetail | null };

/** What an attempt's result is called in a bulk, and what is kept to be said of it. */
export function toItemResult(result: DeleteResult | QueueResult): ItemResult {
  switch (result.kind) {
    case "queued":
      // It stays blocked until its build ends; what was asked for is done.
      return {
        result: "blocked",
        detail: {
          reason: "build-running",
          ...(result.build ? { build: { id: result.build.id, status: result.build.status } } : {}),
          queued: { by: result.by, until: result.until, isNew: result.isNew },
        },
      };
    case "deletable":
      return { result: "failed", detail: { deletableNow: true, retry: true } };
    case "deleted":
      return {
        result: "deleted",
        detail: { requestId: result.requestId, ...(result.recordPending ? { recordPending: true } : {}) },
      };
    case "blocked":
      return {
        result: "blocked",
        detail: {
          reason: result.reason,
          ...(result.build ? { build: { id: result.build.id, status: result.build.status } } : {}),
          ...(result.ecs ? { error: { code: "blocked", ecs: result.ecs } } : {}),
        },
      };
    case "denied":
      return { result: "failed", detail: { error: { code: "forbidden" }, retry: false } };
    case "failed":
      return { result: "failed", detail: { error: result.error, retry: result.retry } };
    case "unknown":
      return { result: "unknown", detail: { error: result.error } };
  }
}

/** Times that a fresh read which ECS throttled is asked for again, and the runner's passes in between. */
const THROTTLED_TRIES = 2;
const THROTTLED_PASSES = 20;

/**
 * Passes to wait before the same template is tried again, or null: its result stands. Only where nothing of this
 * attempt was sent: our own budget was used up, or ECS throttled the read before the intent.
 */
export function triesAgainAfter(
  result: DeleteResult | QueueResult,
  { hasIntent, tries }: { readonly hasIntent: boolean; readonly tries: number },
): number | null {
  if (result.kind !== "failed") return null;
  if (result.error.code === "budget-exhausted") return 1;
  if (result.error.code !== "ecs-throttled" || hasIntent || tries > THROTTLED_TRIES) return null;
  return THROTTLED_PASSES * tries;
}
