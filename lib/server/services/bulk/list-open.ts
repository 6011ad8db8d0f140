import "server-only";
import type { BulkList } from "@/lib/contracts/bulk";
import { requirePermission } from "@/lib/server/auth/require-permission";
import type { Ctx } from "@/lib/server/context";
import { wishOf } from "./claim";

/** No more are offered; the oldest of so many are seen to when newer ones are closed. */
const MOST = 20;

/** The actor's bulk deletes whose results were not closed yet, newest first. Throws AppError `forbidden`. */
export async function listOpenBulks(ctx: Ctx): Promise<BulkList> {
  requirePermission(ctx, "template.read");
  const rows = await ctx.db
    .selectFrom("bulk_delete")
    .innerJoin("bulk_item", "bulk_item.bulk_id", "bulk_delete.bulk_id")
    .select(({ fn }) => [
      "bulk_delete.bulk_id as id",
      "bulk_delete.wish as wish",
      "bulk_delete.at as at",
      "bulk_delete.ended_at as endedAt",
      fn.countAll<number>().as("count"),
    ])
    .where("bulk_delete.actor", "=", ctx.actor.name)
    .where("bulk_delete.closed_at", "is", null)
    .groupBy(["bulk_delete.bulk_id", "bulk_delete.at", "bulk_delete.ended_at", "bulk_delete.wish"])
    .orderBy("bulk_delete.at", "desc")
    .limit(MOST)
    .execute();
  return { items: rows.map((row) => ({ ...row, wish: wishOf(row), count: Number(row.count) })) };
}
