import "server-only";
import { type RawBuilder, type SelectQueryBuilder, sql } from "kysely";
import type { TemplateQuery } from "@/lib/contracts/template-query";
import { NEVER_BUILT, NOT_READ_YET } from "@/lib/domain/build-status";
import type { Db, Trx } from "@/lib/server/context";
import type { Database } from "@/lib/server/db/schema";
import { isPostgres } from "./is-postgres";

type Templates = SelectQueryBuilder<Database, "template", Record<never, never>>;
type Words = Pick<TemplateQuery, "q" | "tags">;

/**
 * How the rows are found. `lookup`: those that match, one by one, to be sorted or counted: for few. `walk`: all in
 * the wanted order, each asked whether it matches, which ends early where many do. `members`: the same walk, with
 * what matches in words known before: for a long way.
 */
export type Way = "lookup" | "walk" | "members";

/** `status_key` of the rows that a status filter means. */
const KEY_OF: Readonly<Record<string, string>> = { [NEVER_BUILT]: "-", [NOT_READ_YET]: "" };

export function statusKey(word: string): string {
  return KEY_OF[word] ?? word;
}

/** Whether a query asks for more than what the counts of `template_count` tell apart. */
export function asksForWords({ q, tags }: Words): boolean {
  return q !== "" || tags.length > 0;
}

/** The filters of a list as SQL; each can be answered from an index. */
export function whereTemplates(db: Db | Trx, from: Templates, query: TemplateQuery, way: Way): Templates {
  const { regions, statuses, deletable, resourceGroup } = query;
  const column = columnsOf(db, way);
  let matching = whereWords(db, from, query, way);
  if (regions.length > 0)
    matching = matching.where(sql<boolean>`${column("region_id")} in (${sql.join(regions)})`);
  if (statuses.length > 0)
    matching = matching.where(
      sql<boolean>`${column("status_key")} in (${sql.join(statuses.map(statusKey))})`,
    );
  if (deletable !== null)
    matching = matching.where(sql<boolean>`${column("deletable")} = ${deletable ? 1 : 0}`);
  if (query.protected !== null)
    matching = matching.where("protected_by", query.protected ? "is not" : "is", null);
  if (resourceGroup !== null)
    matching = matching.where(sql<boolean>`${column("resource_group_id")} = ${resourceGroup}`);
  return matching;
}

/** Search and tags alone. */
export function whereWords(db: Db | Trx, from: Templates, { q, tags }: Words, way: Way): Templates {
  let matching = from;
  const column = columnsOf(db, way);
  const isAmong = (keys: RawBuilder<unknown>) =>
    sql<boolean>`(${column("region_id")}, ${column("template_id")}) in (${keys})`;
  if (q !== "")
    matching = matching.where(
      way === "walk"
        ? likeWords(q)
        : isAmong(sql`select region_id, template_id from template_search where ${inSearch(db, q)}`),
    );
  for (const tag of tags)
    matching = matching.where(
      way === "walk"
        ? sql<boolean>`exists (select 1 from template_tag where template_tag.region_id = template.region_id
            and template_tag.template_id = template.template_id and ${isTag(tag)})`
        : isAmong(sql`select region_id, template_id from template_tag where ${isTag(tag)}`),
    );
  return matching;
}

/** A condition on `template_tag`. */
export function isTag({ key, value }: Words["tags"][number]): RawBuilder<boolean> {
  return value === null ? sql`tag_key = ${key}` : sql`tag_key = ${key} and tag_value = ${value}`;
}

/** A condition on `template_search`. A word of one or two letters goes through its texts, which are short. */
export function inSearch(db: Db | Trx, q: string): RawBuilder<boolean> {
  const letters = [...q.toLowerCase()];
  if (isPostgres(db)) {
    if (letters.length < 2) return likeWords(q);
    const size = Math.min(3, letters.length);
    const parts = letters.slice(size - 1).map((_, at) => letters.slice(at, at + size).join(""));
    return sql`(search_grams(search_text) @> array[${sql.join([...new Set(parts)])}]::text[] and ${likeWords(q)})`;
  }
  if (letters.length < 3) return likeWords(q);
  const phrase = `"${q.toLowerCase().replaceAll('"', '""')}"`;
  return sql`id in (select rowid from template_grams where template_grams match ${phrase})`;
}

function likeWords(q: string): RawBuilder<boolean> {
  const pattern = `%${q.toLowerCase().replace(/[\\%_]/g, (letter) => `\\${letter}`)}%`;
  return sql`search_text like ${pattern} escape '\\'`;
}

/** SQLite, which keeps no statistics here, is told by a plus that a column shall not choose the index. */
function columnsOf(db: Db | Trx, way: Way): (name: string) => RawBuilder<unknown> {
  const sign = way === "lookup" || isPostgres(db) ? "" : "+";
  return (name) => sql.raw(`${sign}template.${name}`);
}
