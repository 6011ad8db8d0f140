import "server-only";
import type { BulkStart } from "@/lib/contracts/bulk";
import type { BulkQueueInput } from "@/lib/contracts/bulk-input";
import type { Ctx } from "@/lib/server/context";
import { denyUnlessMayAll } from "../bulk/deny-all";
import { keepOrder } from "../bulk/keep-order";

/**
 * "Queue the blocked ones": kept as a bulk, then the runner takes each through `queueDelete`, whoever leaves the page;
 * one that cannot be queued gets its refusal there. Nothing more is asked. Throws `database-unavailable`.
 */
export async function queueTemplates(ctx: Ctx, input: BulkQueueInput): Promise<BulkStart> {
  const denied = await denyUnlessMayAll(ctx, "template.delete.queue", input.items);
  if (denied) return denied;
  return await keepOrder(ctx, { wish: "queue", items: input.items, reason: input.reason });
}
