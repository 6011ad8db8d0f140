import "server-only";
import { requirePermission } from "@/lib/server/auth/require-permission";
import type { SystemCtx } from "@/lib/server/context";
import { isCollecting } from "@/lib/server/inventory/is-collecting";

/** Numbers for the metrics that only the database knows. Throws `database-unavailable`. */
export async function countMetrics(ctx: SystemCtx) {
  requirePermission(ctx, "template.read");
  const { db, clock } = ctx;
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
  const head = await db
    .selectFrom("counter")
    .select("value")
    .where("name", "=", "audit_event")
    .executeTakeFirst();
  const unsettled = await db
    .selectFrom("delete_attempt")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("state", "in", ["open", "watched"])
    .executeTakeFirstOrThrow();
  const queued = await db
    .selectFrom("queued_delete")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("state", "<>", "ended")
    .executeTakeFirstOrThrow();
  return {
    templates: templates.map(({ regionId, count }) => ({ regionId, count: Number(count) })),
    deletes: deletes.map(({ outcome, count }) => ({ outcome: outcome ?? "none", count: Number(count) })),
    auditHead: Number(head?.value ?? 0),
    unsettled: Number(unsettled.count),
    queued: Number(queued.count),
    oldestSeconds: await readOldestSeconds(ctx),
    budget: ctx.ecs.use().budget,
    collecting: await isCollecting(db, clock),
  };
}

async function readOldestSeconds({ db, clock }: SystemCtx): Promise<number | null> {
  const oldest = await db
    .selectFrom("template")
    .select(({ fn }) => fn.min("builds_as_of").as("as_of"))
    .executeTakeFirst();
  if (!oldest?.as_of) return null;
  return Math.max(0, (Date.parse(await clock.now(db)) - Date.parse(oldest.as_of)) / 1000);
}
