import "server-only";
import { type SelectQueryBuilder, sql } from "kysely";
import type { TemplatePage, TemplateSort } from "@/lib/contracts/template";
import { formatCursor, type TemplateCursor, type TemplateQuery } from "@/lib/contracts/template-query";
import { requirePermission } from "@/lib/server/auth/require-permission";
import type { Ctx, Db, Trx } from "@/lib/server/context";
import type { Database } from "@/lib/server/db/schema";
import { LISTED_COLUMNS, toTemplateItem } from "@/lib/server/inventory/template-item";
import { noteLook } from "@/lib/server/inventory/watching";
import { byIndex } from "./by-index";
import { countTemplates } from "./count-templates";

import { type Way, whereTemplates } from "./where-templates";

/** Of a page of up to 500 somebody sees the first rows. */
const IN_VIEW = 50;

/** Up to so many are looked up and sorted; of more the rows are walked in their order. */
const FEW = 2_000;

/** What each sort compares; text on both databases, so that a cursor is text too. What is not there is the empty text. */
const COLUMN = {
  name: sql<string>`name`,
  region: sql<string>`region_id`,
  status: sql<string>`status_key`,
  startedAt: sql<string>`started_key`,
  asOf: sql<string>`as_of_key`,
} as const satisfies Record<TemplateSort, unknown>;

type Matching = SelectQueryBuilder<Database, "template", Record<never, never>>;

/**
 * A page of our copy: filtered, sorted, from a cursor or a rank on, with the number of all that match. It never calls
 * ECS. Throws AppError `forbidden`, `database-unavailable`.
 */
export async function listTemplates(ctx: Ctx, query: TemplateQuery): Promise<TemplatePage> {
  requirePermission(ctx, "template.read");
  const page = await byIndex(ctx.db, (db) => readPage(db, query));
  noteLook(page.items.slice(0, IN_VIEW));
  return page;
}

async function readPage(db: Db | Trx, query: TemplateQuery): Promise<TemplatePage> {
  const total = await countTemplates(db, query);
  const isFew = total <= FEW;
  const rowsBy = (way: Way) => whereTemplates(db, db.selectFrom("template"), query, isFew ? "lookup" : way);
  const start = await startOf(() => rowsBy("members"), query);
  if (start === "none") return { items: [], nextCursor: null, total };

  const rows = await inOrder(from(rowsBy("walk"), query.sort, start), query.sort)
    .select(LISTED_COLUMNS)
    .select(COLUMN[query.sort.by].as("sorted_by"))
    .limit(query.limit + 1)
    .execute();
  const page = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? page.at(-1) : undefined;
  const nextCursor = last
    ? formatCursor({ value: last.sorted_by, regionId: last.region_id, templateId: last.template_id })
    : null;
  return { items: page.map(toTemplateItem), nextCursor, total };
}

/** Where a page begins: behind a row or at one; `none` when there is no row of that rank. */
type Start = { readonly cursor: TemplateCursor; readonly isInside: boolean } | "none" | null;

async function startOf(matching: () => Matching, { cursor, rank, sort }: TemplateQuery): Promise<Start> {
  if (cursor !== null) return { cursor, isInside: false };
  if (rank === 0) return null;
  // The walk to a rank reads no row, only an index.
  const row = await inOrder(matching(), sort)
    .select([COLUMN[sort.by].as("value"), "region_id", "template_id"])
    .limit(1)
    .offset(rank)
    .executeTakeFirst();
  if (row === undefined) return "none";
  return {
    cursor: { value: row.value, regionId: row.region_id, templateId: row.template_id },
    isInside: true,
  };
}

function from(matching: Matching, sort: TemplateQuery["sort"], start: Exclude<Start, "none">): Matching {
  if (start === null) return matching;
  const { value, regionId, templateId } = start.cursor;
  const row =
    sort.by === "region" ? sql`(region_id, template_id)` : sql`(${COLUMN[sort.by]}, region_id, template_id)`;
  const place =
    sort.by === "region" ? sql`(${regionId}, ${templateId})` : sql`(${value}, ${regionId}, ${templateId})`;
  const than = sql.raw(`${sort.descending ? "<" : ">"}${start.isInside ? "=" : ""}`);
  return matching.where(sql<boolean>`${row} ${than} ${place}`);
}

function inOrder(matching: Matching, { by, descending }: TemplateQuery["sort"]): Matching {
  const direction = descending ? "desc" : "asc";
  const sorted = by === "region" ? matching : matching.orderBy(COLUMN[by], direction);
  return sorted.orderBy("region_id", direction).orderBy("template_id", direction);
}
