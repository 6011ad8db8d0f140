import "server-only";
import { type SelectQueryBuilder, sql } from "kysely";
import type { TemplatePage, TemplateSort } from "@/lib/contracts/template";
import { formatCursor, type TemplateQuery } from "@/lib/contracts/template-query";
import { requirePermission } from "@/lib/server/auth/require-permission";
import type { Ctx } from "@/lib/server/context";
import type { Database } from "@/lib/server/db/schema";
import { toTemplateItem } from "@/lib/server/inventory/template-item";
import { noteLook } from "@/lib/server/inventory/watching";
import { whereTemplates } from "./where-templates";

/** Of a page of up to 500 somebody sees the first rows. */
const IN_VIEW = 50;

/** What each sort compares; text on both databases, so that a cursor is text too. Nulls sort as the empty text. */
const COLUMN = {
  name: sql<string>`name`,
  region: sql<string>`region_id`,
  status: sql<string>`coalesce(latest_status, '')`,
  startedAt: sql<string>`coalesce(latest_started_at, '')`,
  asOf: sql<string>`coalesce(builds_as_of, '')`,
} as const satisfies Record<TemplateSort, unknown>;

/**
 * A page of our copy: filtered, sorted, from a cursor on, with the number of all that match. It never calls ECS.
 * Throws AppError `forbidden`, `database-unavailable`.
 */
export async function listTemplates(ctx: Ctx, query: TemplateQuery): Promise<TemplatePage> {
  requirePermission(ctx, "template.read");
  const matching = whereTemplates(ctx.db.selectFrom("template"), query);
  const { total } = await matching
    .select(({ fn }) => fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();

  const direction = query.sort.descending ? "desc" : "asc";
  const column = COLUMN[query.sort.by];
  const rows = await afterCursor(matching, query)
    .selectAll()
    .select(column.as("sorted_by"))
    .orderBy(column, direction)
    .orderBy("region_id", direction)
    .orderBy("template_id", direction)
    .limit(query.limit + 1)
    .execute();

  const page = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? page.at(-1) : undefined;
  const nextCursor = last
    ? formatCursor({ value: last.sorted_by, regionId: last.region_id, templateId: last.template_id })
    : null;
  const items = page.map(toTemplateItem);
  noteLook(items.slice(0, IN_VIEW));
  return { items, nextCursor, total: Number(total) };
}

function afterCursor(
  matching: SelectQueryBuilder<Database, "template", Record<never, never>>,
  { cursor, sort }: TemplateQuery,
) {
  if (cursor === null) return matching;
  const row = sql`(${COLUMN[sort.by]}, region_id, template_id)`;
  const from = sql`(${cursor.value}, ${cursor.regionId}, ${cursor.templateId})`;
  return matching.where(sort.descending ? sql<boolean>`${row} < ${from}` : sql<boolean>`${row} > ${from}`);
}
