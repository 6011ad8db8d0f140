import "server-only";
import type { QueueEnd, QueueState } from "@/lib/domain/queue";
import type { Ctx } from "@/lib/server/context";
import { refreshRow } from "@/lib/server/inventory/refresh-row";
import { withChanges } from "@/lib/server/inventory/with-changes";
import { Overtaken, overtaken } from "../overtaken";
import { appendQueueEvent } from "./append-queue-event";
import type { QueuedRow } from "./open-queue";

export type End = {
  readonly from: Exclude<QueueState, "ended">;
  readonly by: QueueEnd;
  /** Words of the person who revoked it. */
  readonly reason?: string | null;
};

/**
 * Ends a queued delete as one compare-and-set by its number. An end without a delete is a `template.delete.unqueue`:
 * `succeeded` by whoever revoked it, else `failed` by `system` with the reason; an end by a try of its own is told by
 * that try's outcomes. Answers with the event's number, or null when there is none or somebody was faster.
 * Throws `database-unavailable`.
 */
export async function endQueued(ctx: Ctx, row: QueuedRow, end: End): Promise<number | null> {
  const isRevoked = end.by === "revoked";
  return await withChanges(ctx, async (trx) => {
    const event =
      end.by === "deleted" || end.by === "unknown"
        ? null
        : await appendQueueEvent(trx, ctx, row, {
            actor: ctx.actor.name,
            action: "template.delete.unqueue",
            outcome: isRevoked ? "succeeded" : "failed",
            reason: isRevoked ? (end.reason ?? null) : end.by,
          });
    const { numUpdatedRows } = await trx
      .updateTable("queued_delete")
      .set({ state: "ended", ended_at: await ctx.clock.now(trx), ended_by: end.by })
      .where("queue_seq", "=", row.queue_seq)
      .where("state", "=", end.from)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new Overtaken();
    await refreshRow(trx, ctx.clock, { regionId: row.region_id, templateId: row.template_id });
    return event?.seq ?? null;
  }).catch(overtaken);
}
