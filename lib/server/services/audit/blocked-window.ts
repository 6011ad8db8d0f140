import "server-only";
import { type ExpressionBuilder, type ExpressionWrapper, type SqlBool, sql } from "kysely";
import { type BlockedQuery, RANGE_MS } from "@/lib/contracts/audit-blocked";
import type { Ctx } from "@/lib/server/context";
import type { Database } from "@/lib/server/db/schema";

/** The times a query asks for, `from` inclusive, `to` exclusive; the end is never after now. */
export type Window = { readonly from: string; readonly to: string };

type Events = ExpressionBuilder<Database, "audit_event">;
type Condition = (eb: Events) => ExpressionWrapper<Database, "audit_event", SqlBool>;

/** The window of a query by the database's clock. */
export async function windowOf(ctx: Ctx, query: BlockedQuery): Promise<Window> {
  // What happened in this very millisecond belongs to it.
  const end = Date.parse(await ctx.clock.now(ctx.db)) + 1;
  const to = query.to === null ? end : Math.min(Date.parse(query.to), end);
  const from = query.from === null ? to - RANGE_MS[query.range] : Math.min(Date.parse(query.from), to);
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

/** Events of the window that the filters let pass. */
export function within(query: BlockedQuery, window: Window): Condition {
  return (eb) =>
    eb.and([
      eb("at", ">=", window.from),
      eb("at", "<", window.to),
      ...(query.templateId === null ? [] : [eb("template_id", "=", query.templateId)]),
      ...(query.actor === null ? [] : [eb("actor", "=", query.actor)]),
      ...(query.regionId === null ? [] : [eb("region_id", "=", query.regionId)]),
    ]);
}

export const isBlocked: Condition = (eb) => eb.and([eb("outcome", "=", "blocked")]);

/** What else was decided of a template: queued, deleted, settled, protected, denied. */
export const isOther: Condition = (eb) =>
  eb.and([
    eb("phase", "=", "outcome"),
    eb("outcome", "<>", "blocked"),
    eb("action", "like", sql.lit("template.%")),
  ]);
