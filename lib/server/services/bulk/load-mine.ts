import "server-only";
import { AppError } from "@/lib/domain/app-error";
import type { Ctx } from "@/lib/server/context";

/** A bulk delete that the actor ordered. Throws AppError `not-found`, also for another's, `database-unavailable`. */
export async function loadMine(ctx: Ctx, bulkId: string) {
  const bulk = await ctx.db
    .selectFrom("bulk_delete")
    .select(["at", "ended_at", "closed_at", "wish"])
    .where("bulk_id", "=", bulkId)
    .where("actor", "=", ctx.actor.name)
    .executeTakeFirst();
  if (!bulk) throw new AppError("not-found");
  return bulk;
}
