import "server-only";
import type { RegionList } from "@/lib/contracts/regions";
import { requirePermission } from "@/lib/server/auth/require-permission";
import type { Ctx } from "@/lib/server/context";
import { isCollecting } from "@/lib/server/inventory/is-collecting";
import { readRates } from "@/lib/server/inventory/read-rates";
import { isUnwatched, noteWatched, unwatchedMs } from "@/lib/server/inventory/watching";

/**
 * Every region with its age, its failure and next try, and the calls of the last hour. It never calls ECS.
 * Throws AppError `not-found`, `database-unavailable`.
 */
export async function readRegionList(ctx: Ctx): Promise<RegionList> {
  requirePermission(ctx, "settings");
  const unwatched = isUnwatched() ? unwatchedMs() : null;
  noteWatched();
  const rates = await readRates(ctx.db, ctx.clock);
  const ages = await ctx.db
    .selectFrom("template")
    .select(({ fn }) => ["region_id", fn.min("builds_as_of").as("oldest")])
    .groupBy("region_id")
    .execute();
  const oldest = new Map(ages.map((row) => [row.region_id, row.oldest]));
  const rows = await ctx.db.selectFrom("region").selectAll().orderBy("region_id").execute();
  const now = await ctx.clock.now(ctx.db);
  const { budget, userExtra } = ctx.ecs.use();
  return {
    regions: rows.map((row) => ({
      regionId: row.region_id,
      templateCount: row.template_count,
      listedAt: row.listed_at,
      oldestAsOf: oldest.get(row.region_id) ?? null,
      error:
        row.error_code === null || row.failing_since === null
          ? null
          : { code: row.error_code, since: row.failing_since },
      nextTryAt: row.next_try_at !== null && row.next_try_at > now ? row.next_try_at : null,
      disabled:
        row.disabled_at === null || row.disabled_by === null
          ? null
          : { by: row.disabled_by, at: row.disabled_at },
      lines: rates.get(row.region_id) ?? [],
    })),
    budget,
    userExtra,
    collecting: await isCollecting(ctx.db, ctx.clock),
    unwatchedMs: unwatched,
  };
}
