import "server-only";
import type { Overview, RegionState, TemplateCounts } from "@/lib/contracts/template";
import { RUNNING_STATUSES } from "@/lib/domain/build-status";
import { may } from "@/lib/domain/roles";
import { requirePermission } from "@/lib/server/auth/require-permission";
import type { Ctx } from "@/lib/server/context";
import { isCollecting } from "@/lib/server/inventory/is-collecting";
import { toRegionState } from "@/lib/server/inventory/region-state";
import { isUnwatched, noteWatched, unwatchedMs } from "@/lib/server/inventory/watching";
import { type Cell, readCells } from "./count-templates";

const WEEK_MS = 7 * 24 * 3600 * 1000;

/**
 * What stands around the list: counts, the regions and how fresh each is, the calls of the last minute.
 * It never calls ECS. Throws AppError `forbidden`, `database-unavailable`.
 */
export async function readOverview(ctx: Ctx): Promise<Overview> {
  requirePermission(ctx, "template.read");
  const unwatched = isUnwatched() ? unwatchedMs() : null;
  noteWatched();
  // Read first: a change that comes while we read is told again by the live connection, none is missed.
  const changeSeq = await readChangeSeq(ctx);
  const oldest = await ctx.db
    .selectFrom("template")
    .select(({ fn }) => fn.min("builds_as_of").as("as_of"))
    .executeTakeFirst();
  const { lastMinute, budget, userExtra } = ctx.ecs.use();
  return {
    counts: await readCounts(ctx),
    regions: await readRegions(ctx),
    oldestAsOf: oldest?.as_of ?? null,
    calls: { lastMinute, budget, userExtra },
    collecting: await isCollecting(ctx.db, ctx.clock),
    unwatchedMs: unwatched,
    changeSeq,
  };
}

/** The number of the newest change; what is read after it is at least as new. */
export async function readChangeSeq(ctx: Ctx): Promise<number> {
  const row = await ctx.db
    .selectFrom("counter")
    .select("value")
    .where("name", "=", "change")
    .executeTakeFirst();
  return row?.value ?? 0;
}

async function readCounts(ctx: Ctx): Promise<TemplateCounts> {
  const cells = await readCells(ctx.db, { q: "", tags: [] });
  const count = (matches: (cell: Cell) => boolean) =>
    cells.reduce((sum, cell) => (matches(cell) ? sum + cell.n : sum), 0);
  const running: readonly string[] = RUNNING_STATUSES;
  return {
    total: count(() => true),
    deletable: count((cell) => cell.deletable && cell.statusKey !== ""),
    building: count((cell) => running.includes(cell.statusKey)),
    failed: count((cell) => cell.statusKey === "FAILED" || cell.statusKey === "TEST_FAILED"),
    blocked7d: await readBlocked(ctx),
  };
}

async function readBlocked(ctx: Ctx): Promise<number | null> {
  if (ctx.actor.kind !== "member" || !may(ctx.actor.role, "audit.read")) return null;
  const since = new Date(Date.parse(await ctx.clock.now(ctx.db)) - WEEK_MS).toISOString();
  const row = await ctx.db
    .selectFrom("audit_event")
    .select(({ fn }) => fn.countAll<number>().as("n"))
    .where("action", "=", "template.delete")
    .where("outcome", "=", "blocked")
    .where("at", ">=", since)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

async function readRegions(ctx: Ctx): Promise<RegionState[]> {
  const rows = await ctx.db.selectFrom("region").selectAll().orderBy("region_id").execute();
  return rows.map(toRegionState);
}
