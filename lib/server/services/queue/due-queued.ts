import "server-only";
import { nextQueueStep, type QueueStep } from "@/lib/domain/queue";
import type { SystemCtx } from "@/lib/server/context";
import type { QueuedRow } from "./open-queue";

export type DueQueued = { readonly row: QueuedRow; readonly step: QueueStep | { readonly kind: "settle" } };

/**
 * The queued deletes of our account and endpoint that something is to be done with, the oldest first: from our copy
 * and our own tables alone, so that looking costs no call. Throws `database-unavailable`.
 */
export async function dueQueued(ctx: SystemCtx): Promise<DueQueued[]> {
  const rows = await ctx.db
    .selectFrom("queued_delete as queued")
    .leftJoin("template", (join) =>
      join
        .onRef("template.region_id", "=", "queued.region_id")
        .onRef("template.template_id", "=", "queued.template_id"),
    )
    .leftJoin("tombstone", (join) =>
      join
        .onRef("tombstone.region_id", "=", "queued.region_id")
        .onRef("tombstone.template_id", "=", "queued.template_id"),
    )
    .selectAll("queued")
    .select(["template.deletable", "template.builds_as_of", "tombstone.at as gone_at"])
    .select(({ exists, selectFrom }) =>
      exists(
        selectFrom("delete_attempt")
          .select("delete_attempt.intent_seq")
          .whereRef("delete_attempt.region_id", "=", "queued.region_id")
          .whereRef("delete_attempt.template_id", "=", "queued.template_id")
          .whereRef("delete_attempt.intent_seq", ">", "queued.queue_seq")
          .where("delete_attempt.last_outcome", "=", "succeeded"),
      ).as("by_hand"),
    )
    .where("queued.account", "=", await ctx.ecs.account())
    .where("queued.endpoint", "=", ctx.ecs.endpoint)
    .where("queued.state", "<>", "ended")
    .orderBy("queued.queue_seq")
    .execute();
  const now = Date.parse(await ctx.clock.now(ctx.db));
  return rows.flatMap(({ deletable, builds_as_of, gone_at, by_hand, ...row }): DueQueued[] => {
    if (row.state === "trying") return [{ row, step: { kind: "settle" } }];
    const step = nextQueueStep({
      now,
      expiresAt: Date.parse(row.expires_at),
      nextTryAt: Date.parse(row.next_try_at),
      template: deletable !== null ? "present" : gone_at !== null ? "gone" : "unknown",
      deletedByHand: Boolean(by_hand),
      deletable: deletable === 1 && builds_as_of !== null,
    });
    return step.kind === "wait" ? [] : [{ row, step }];
  });
}
