import "server-only";
import { type SelectQueryBuilder, sql } from "kysely";
import type { TemplateQuery } from "@/lib/contracts/template-query";
import { NEVER_BUILT, NOT_READ_YET } from "@/lib/domain/build-status";
import type { Database } from "@/lib/server/db/schema";

type Templates = SelectQueryBuilder<Database, "template", Record<never, never>>;

/** The filters of a list as SQL; the same words on both databases. */
export function whereTemplates(from: Templates, query: TemplateQuery): Templates {
  let matching = from;
  if (query.q !== "") {
    const pattern = `%${query.q.toLowerCase().replace(/[\\%_]/g, (c) => `\\${c}`)}%`;
    matching = matching.where(sql<boolean>`search_text like ${pattern} escape '\\'`);
  }
  if (query.regions.length > 0) matching = matching.where("region_id", "in", query.regions);
  if (query.statuses.length > 0) matching = matching.where(statusIn(query.statuses));
  if (query.deletable !== null) matching = matching.where("deletable", "=", query.deletable ? 1 : 0);
  if (query.protected !== null)
    matching = matching.where("protected_by", query.protected ? "is not" : "is", null);
  if (query.resourceGroup !== null) matching = matching.where("resource_group_id", "=", query.resourceGroup);
  for (const tag of query.tags) {
    // A tag is found by its own JSON text: exact, with letter case, the same on both databases.
    const json = JSON.stringify({ key: tag.key, value: tag.value ?? "" });
    const needle = tag.value === null ? json.slice(0, json.lastIndexOf('"value":')) : json;
    matching = matching.where(sql<boolean>`replace(tags, ${needle}, '') <> tags`);
  }
  return matching;
}

function statusIn(statuses: readonly string[]) {
  const read = statuses.filter((word) => word !== NEVER_BUILT && word !== NOT_READ_YET);
  const any = [
    ...(read.length > 0 ? [sql`(builds_as_of is not null and latest_status in (${sql.join(read)}))`] : []),
    ...(statuses.includes(NEVER_BUILT) ? [sql`(builds_as_of is not null and latest_status is null)`] : []),
    ...(statuses.includes(NOT_READ_YET) ? [sql`builds_as_of is null`] : []),
  ];
  return sql<boolean>`(${sql.join(any, sql` or `)})`;
}
