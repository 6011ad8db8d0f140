import "server-only";
import type { BulkRef } from "@/lib/contracts/bulk-input";
import { requirePermission } from "@/lib/server/auth/require-permission";
import type { Ctx } from "@/lib/server/context";
import { loadMine } from "./load-mine";

/**
 * The results of a bulk delete were seen: it is not offered again. One that still runs goes on, and stays offered.
 * Answers whether it is closed now. Throws AppError `not-found`, `forbidden`, `database-unavailable`.
 */
export async function closeBulk(ctx: Ctx, { bulkId }: BulkRef): Promise<{ readonly closed: boolean }> {
  requirePermission(ctx, "template.read");
  const bulk = await loadMine(ctx, bulkId);
  if (bulk.ended_at === null) return { closed: false };
  await ctx.db
    .updateTable("bulk_delete")
    .set({ closed_at: await ctx.clock.now(ctx.db) })
    .where("bulk_id", "=", bulkId)
    .where("closed_at", "is", null)
    .execute();
  return { closed: true };
}
