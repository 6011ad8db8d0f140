import "server-only";
import type { BulkDetail } from "@/lib/contracts/bulk";
import type { BulkResult } from "@/lib/domain/bulk";
import type { Ctx } from "@/lib/server/context";
import { appendChange } from "@/lib/server/inventory/append-change";
import { holdBulk } from "./claim";
import { endIfDone } from "./end-if-done";
import { toBulkItem } from "./item";

/** One template of a bulk delete, as its runner names it. */
export type ItemAddress = { readonly runner: string; readonly bulkId: string; readonly position: number };

export type Move = {
  readonly from: BulkResult;
  readonly to: BulkResult;
  readonly detail?: BulkDetail | null;
  /** Also forgets the intent: nothing of it was sent, and the template is tried again. */
  readonly again?: boolean;
};

/**
 * Moves a template of a bulk delete to another result and tells open pages, as one compare-and-set: false when
 * another process has taken the bulk over, or the template was moved already. With the last result the bulk ends.
 */
export async function moveItem(
  ctx: Pick<Ctx, "db" | "clock" | "publish">,
  item: ItemAddress,
  move: Move,
): Promise<boolean> {
  const moved = await ctx.db.transaction().execute(async (trx) => {
    if (!(await holdBulk(trx, ctx, item.runner, item.bulkId))) return false;
    const row = await trx
      .updateTable("bulk_item")
      .set({
        result: move.to,
        detail: move.detail ? JSON.stringify(move.detail) : null,
        changed_at: await ctx.clock.now(trx),
        ...(move.again ? { intent_seq: null } : {}),
      })
      .where("bulk_id", "=", item.bulkId)
      .where("position", "=", item.position)
      .where("result", "=", move.from)
      .returningAll()
      .executeTakeFirst();
    if (!row) return false;
    const endedAt = await endIfDone(trx, ctx, item.bulkId);
    await appendChange(trx, ctx.clock, {
      kind: "bulk",
      bulkId: item.bulkId,
      item: toBulkItem(row),
      endedAt,
    });
    return true;
  });
  if (moved) ctx.publish();
  return moved;
}
