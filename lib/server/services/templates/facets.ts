import "server-only";
import { sql } from "kysely";
import type { FacetCount, TemplateFacets } from "@/lib/contracts/template-facets";
import type { TemplateQuery } from "@/lib/contracts/template-query";
import { NEVER_BUILT, NOT_READ_YET } from "@/lib/domain/build-status";
import { requirePermission } from "@/lib/server/auth/require-permission";
import type { Ctx, Db, Trx } from "@/lib/server/context";
import { byIndex } from "./by-index";
import { type Cell, type Choice, isChosen, readCells } from "./count-templates";
import { asksForWords, whereTemplates } from "./where-templates";

const MOST_TAGS = 200;

/**
 * How many templates each choice of each filter would leave; a filter's own choice is left open for its own counts.
 * Exact. It never calls ECS. Throws AppError `forbidden`, `database-unavailable`.
 */
export async function readFacets(ctx: Ctx, query: TemplateQuery): Promise<TemplateFacets> {
  requirePermission(ctx, "template.read");
  return await byIndex(ctx.db, async (db) => {
    const cells = await readCells(db, query);
    const count = (but: Choice, pick: (cell: Cell) => string) => {
      const counts = new Map<string, number>();
      for (const cell of cells) {
        if (!isChosen(cell, query, but)) continue;
        const value = pick(cell);
        counts.set(value, (counts.get(value) ?? 0) + cell.n);
      }
      return counts;
    };
    const groups = count("resourceGroup", (cell) => cell.resourceGroupId);
    groups.delete("");
    return {
      regions: mostFirst(count("regions", (cell) => cell.regionId)),
      statuses: mostFirst(count("statuses", (cell) => statusWord(cell.statusKey))),
      deletable: yesAndNo(count("deletable", (cell) => String(cell.deletable))),
      protected: yesAndNo(count("protected", (cell) => String(cell.isProtected))),
      resourceGroups: mostFirst(groups),
      tags: await readTags(db, query),
    };
  });
}

async function readTags(db: Db | Trx, query: TemplateQuery): Promise<FacetCount[]> {
  const counts = db
    .selectFrom("template_tag")
    .select(["tag_key", "tag_value", sql<number>`count(*)`.as("n")])
    .groupBy(["tag_key", "tag_value"])
    .orderBy("n", "desc")
    .orderBy("tag_key")
    .orderBy("tag_value")
    .limit(MOST_TAGS);
  const left = whereTemplates(db, db.selectFrom("template"), query, "lookup").select([
    "region_id",
    "template_id",
  ]);
  const rows = await (isOpen(query)
    ? counts
    : counts.where(sql<boolean>`(region_id, template_id) in (${left})`)
  ).execute();
  return rows.map(({ tag_key, tag_value, n }) => ({ value: `${tag_key}=${tag_value}`, count: Number(n) }));
}

/** Whether nothing is chosen at all. */
function isOpen(query: TemplateQuery): boolean {
  return (
    !asksForWords(query) &&
    query.regions.length === 0 &&
    query.statuses.length === 0 &&
    query.deletable === null &&
    query.protected === null &&
    query.resourceGroup === null
  );
}

function statusWord(key: string): string {
  return key === "" ? NOT_READ_YET : key === "-" ? NEVER_BUILT : key;
}

function mostFirst(counts: ReadonlyMap<string, number>): FacetCount[] {
  const all = [...counts].map(([value, count]) => ({ value, count }));
  return all.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

function yesAndNo(counts: ReadonlyMap<string, number>): { yes: number; no: number } {
  return { yes: counts.get("true") ?? 0, no: counts.get("false") ?? 0 };
}
