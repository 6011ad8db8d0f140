import "server-only";
import type { BulkDetail, BulkItem, BulkView } from "@/lib/contracts/bulk";
import type { EcsFault } from "@/lib/domain/app-error";
import { requirePermission } from "@/lib/server/auth/require-permission";
import type { Ctx } from "@/lib/server/context";
import { wishOf } from "./claim";
import { toBulkItem } from "./item";
import { loadMine } from "./load-mine";

/**
 * A bulk delete with the result of each template, for the one who ordered it. What was left open by a crash, or is
 * unknown, shows the outcome that counts by now. Throws AppError `not-found`, also for another's, `forbidden`.
 */
export async function readBulk(ctx: Ctx, bulkId: string): Promise<BulkView> {
  requirePermission(ctx, "template.read");
  const bulk = await loadMine(ctx, bulkId);
  const rows = await ctx.db
    .selectFrom("bulk_item")
    .selectAll()
    .where("bulk_id", "=", bulkId)
    .orderBy("position")
    .execute();
  const items = rows.map(toBulkItem);
  const open = items.flatMap(({ result, intentSeq }) =>
    intentSeq !== null && (result === "unknown" || result === "deleting") ? [intentSeq] : [],
  );
  const settled = await settledResults(ctx, open);
  return {
    id: bulkId,
    wish: wishOf(bulk),
    at: bulk.at,
    endedAt: bulk.ended_at,
    count: items.length,
    items: items.map((item) => ({
      ...item,
      ...(item.intentSeq === null ? {} : settled.get(item.intentSeq)),
    })),
  };
}

/** Results of intents whose last outcome is known by now; of several outcomes the last one counts. */
async function settledResults(ctx: Ctx, intents: readonly number[]) {
  const found = new Map<number, Pick<BulkItem, "result" | "detail">>();
  if (intents.length === 0) return found;
  const events = await ctx.db
    .selectFrom("audit_event")
    .select(["intent_seq", "outcome", "build_id", "build_status", "ecs_code", "http_status", "request_id"])
    .where("intent_seq", "in", intents)
    .where("phase", "=", "outcome")
    .orderBy("seq")
    .execute();
  for (const event of events) {
    if (event.intent_seq === null) continue;
    const fault = faultOf(event);
    switch (event.outcome) {
      case "succeeded":
        found.set(event.intent_seq, {
          result: "deleted",
          detail: event.request_id === null ? { settled: true } : { requestId: event.request_id },
        });
        break;
      case "blocked":
        found.set(event.intent_seq, { result: "blocked", detail: blockedDetail(event, fault) });
        break;
      case "failed":
        found.set(event.intent_seq, {
          result: "failed",
          detail: fault
            ? { error: { code: "ecs-refused", ecs: fault }, retry: true }
            : { settled: true, retry: true },
        });
        break;
      default:
        found.delete(event.intent_seq);
    }
  }
  return found;
}

function blockedDetail(
  event: { readonly build_id: string | null; readonly build_status: string | null },
  fault: EcsFault | null,
): BulkDetail {
  const { build_id: id, build_status: status } = event;
  return {
    reason: "build-running",
    ...(id !== null && status !== null ? { build: { id, status } } : {}),
    ...(fault ? { error: { code: "blocked", ecs: fault } } : {}),
  };
}

function faultOf(event: {
  readonly ecs_code: string | null;
  readonly http_status: number | null;
  readonly request_id: string | null;
}): EcsFault | null {
  if (event.ecs_code === null) return null;
  return {
    code: event.ecs_code,
    ...(event.http_status === null ? {} : { httpStatus: event.http_status }),
    ...(event.request_id === null ? {} : { requestId: event.request_id }),
  };
}
