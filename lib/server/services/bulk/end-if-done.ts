import "server-only";
import type { Ctx, Trx } from "@/lib/server/context";

/** The time of the end when no template is left to do, else null. */
export async function endIfDone(trx: Trx, ctx: Pick<Ctx, "clock">, bulkId: string): Promise<string | null> {
  const left = await trx
    .selectFrom("bulk_item")
    .select("position")
    .where("bulk_id", "=", bulkId)
    .where("result", "in", ["waiting", "deleting"])
    .limit(1)
    .executeTakeFirst();
  if (left) return null;
  const endedAt = await ctx.clock.now(trx);
  await trx
    .updateTable("bulk_delete")
    .set({ ended_at: endedAt, runner: null, runner_until: null })
    .where("bulk_id", "=", bulkId)
    .execute();
  return endedAt;
}
