import "server-only";
import { requirePermission } from "@/lib/server/auth/require-permission";
import type { SystemCtx } from "@/lib/server/context";

/** Numbers for the metrics: templates by region, deletes by outcome. Throws `database-unavailable`. */
export async function countMetrics(ctx: SystemCtx) {
  requirePermission(ctx, "template.read");
  const { db } = ctx;
  const templates = await db
    .selectFrom("template")
    .select(({ fn }) => ["region_id as regionId", fn.countAll<number>().as("count")])
    .groupBy("region_id")
    .execute();
  const deletes = await db
    .selectFrom("audit_event")
    .select(({ fn }) => ["outcome", fn.countAll<number>().as("count")])
    .where("action", "=", "template.delete")
    .where("phase", "=", "outcome")
    .groupBy("outcome")
    .execute();
  return {
    templates: templates.map(({ regionId, count }) => ({ regionId, count: Number(count) })),
    deletes: deletes.map(({ outcome, count }) => ({ outcome: outcome ?? "none", count: Number(count) })),
  };
}
