import "server-only";
import type { BlockedLane, BlockedQuery } from "@/lib/contracts/audit-blocked";
import type { Ctx } from "@/lib/server/context";
import { isBlocked, isOther, type Window, within } from "./blocked-window";

/** Lanes that one picture has at most; further templates are counted. */
const LANES_MAX = 200;

export type Lanes = {
  readonly lanes: readonly BlockedLane[];
  readonly templateIds: readonly string[];
  readonly blocked: number;
  readonly templates: number;
  /** Events of the lanes, blocked or not. */
  readonly events: number;
};

/** The templates with a refused delete in the window, the newest refusal first, and how many there are in all. */
export async function readLanes(ctx: Ctx, query: BlockedQuery, window: Window): Promise<Lanes> {
  const rows = await ctx.db
    .selectFrom("audit_event")
    .select(({ fn }) => [
      "region_id",
      "template_id",
      fn.max("template_name").as("name"),
      fn.countAll<number>().as("blocked"),
    ])
    .where(within(query, window))
    .where(isBlocked)
    .where("template_id", "is not", null)
    .groupBy(["region_id", "template_id"])
    .orderBy(({ fn }) => fn.max("seq"), "desc")
    .limit(LANES_MAX)
    .execute();
  const totals = await ctx.db
    .selectFrom("audit_event")
    .select(({ fn }) => [
      fn.countAll<number>().as("blocked"),
      fn.count<number>("template_id").distinct().as("templates"),
    ])
    .where(within(query, window))
    .where(isBlocked)
    .executeTakeFirstOrThrow();
  const lanes = rows.flatMap(({ region_id, template_id, name, blocked }) =>
    template_id === null
      ? []
      : [{ regionId: region_id, templateId: template_id, name, blocked: Number(blocked) }],
  );
  const templateIds = lanes.map(({ templateId }) => templateId);
  return {
    lanes,
    templateIds,
    blocked: Number(totals.blocked),
    templates: Number(totals.templates),
    events: await countEvents(ctx, query, window, templateIds),
  };
}

async function countEvents(
  ctx: Ctx,
  query: BlockedQuery,
  window: Window,
  templateIds: readonly string[],
): Promise<number> {
  if (templateIds.length === 0) return 0;
  const { n } = await ctx.db
    .selectFrom("audit_event")
    .select(({ fn }) => fn.countAll<number>().as("n"))
    .where(within(query, window))
    .where((eb) => eb.or([isBlocked(eb), isOther(eb)]))
    .where("template_id", "in", templateIds)
    .executeTakeFirstOrThrow();
  return Number(n);
}
