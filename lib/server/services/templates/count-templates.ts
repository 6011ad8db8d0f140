import "server-only";
import { sql } from "kysely";
import type { TemplateQuery } from "@/lib/contracts/template-query";
import type { Db, Trx } from "@/lib/server/context";
import { asksForWords, inSearch, isTag, statusKey, whereTemplates, whereWords } from "./where-templates";

/** How many templates share these choices. `statusKey` is empty before the first read and `-` when never built. */
export type Cell = {
  readonly regionId: string;
  readonly statusKey: string;
  readonly deletable: boolean;
  readonly isProtected: boolean;
  readonly resourceGroupId: string;
  readonly n: number;
};

export type Choice = "regions" | "statuses" | "deletable" | "protected" | "resourceGroup";

/** The number of all templates that match. Throws `database-unavailable`. */
export async function countTemplates(db: Db | Trx, query: TemplateQuery): Promise<number> {
  if (!asksForWords(query)) return sumCells(await readCells(db, query), query);
  const count = sql<number>`count(*)`.as("total");
  const counted = nothingElse(query)
    ? countWords(db, query)
    : whereTemplates(db, db.selectFrom("template"), query, "lookup").select(count);
  return Number((await counted.executeTakeFirstOrThrow()).total);
}

/** Whether one word or one whole tag is all that is asked for: then its own table knows the number. */
function nothingElse(query: TemplateQuery): boolean {
  const [tag] = query.tags;
  const isOne = query.q === "" ? query.tags.length === 1 && tag?.value !== null : tag === undefined;
  return (
    isOne &&
    query.regions.length === 0 &&
    query.statuses.length === 0 &&
    query.deletable === null &&
    query.protected === null &&
    query.resourceGroup === null
  );
}

function countWords(db: Db | Trx, { q, tags }: TemplateQuery) {
  const [tag] = tags;
  const count = sql<number>`count(*)`.as("total");
  return tag === undefined
    ? db.selectFrom("template_search").where(inSearch(db, q)).select(count)
    : db.selectFrom("template_tag").where(isTag(tag)).select(count);
}

/** The cells of all templates that search and tags leave, whatever else is chosen. Throws `database-unavailable`. */
export async function readCells(db: Db | Trx, query: Pick<TemplateQuery, "q" | "tags">): Promise<Cell[]> {
  const rows = asksForWords(query)
    ? await whereWords(db, db.selectFrom("template"), query, "lookup")
        .select(({ fn }) => [
          "region_id",
          sql<string>`status_key`.as("status_key"),
          "deletable",
          sql<number>`case when protected_by is null then 0 else 1 end`.as("is_protected"),
          sql<string>`coalesce(resource_group_id, '')`.as("resource_group_id"),
          fn.countAll<number>().as("n"),
        ])
        .groupBy(sql`1, 2, 3, 4, 5`)
        .execute()
    : await db.selectFrom("template_count").selectAll().where("n", ">", 0).execute();
  return rows.map((row) => ({
    regionId: row.region_id,
    statusKey: row.status_key,
    deletable: row.deletable === 1,
    isProtected: Number(row.is_protected) === 1,
    resourceGroupId: row.resource_group_id,
    n: Number(row.n),
  }));
}

/** The templates of the cells that a query's choices mean. */
function sumCells(cells: readonly Cell[], query: TemplateQuery): number {
  return cells.reduce((sum, cell) => (isChosen(cell, query) ? sum + cell.n : sum), 0);
}

/** Whether a cell is among what a query chooses; `but` is a choice that is left open. */
export function isChosen(cell: Cell, query: TemplateQuery, but?: Choice): boolean {
  const open = (choice: Choice) => choice === but;
  return (
    (open("regions") || query.regions.length === 0 || query.regions.includes(cell.regionId)) &&
    (open("statuses") ||
      query.statuses.length === 0 ||
      query.statuses.some((word) => statusKey(word) === cell.statusKey)) &&
    (open("deletable") || query.deletable === null || query.deletable === cell.deletable) &&
    (open("protected") || query.protected === null || query.protected === cell.isProtected) &&
    (open("resourceGroup") || query.resourceGroup === null || query.resourceGroup === cell.resourceGroupId)
  );
}
