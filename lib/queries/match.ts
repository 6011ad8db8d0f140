import type { TemplateItem, TemplateSort } from "@/lib/contracts/template";
import type { TemplateQuery } from "@/lib/contracts/template-query";
import { NEVER_BUILT, NOT_READ_YET } from "@/lib/domain/build-status";

/** What the status badge of a row is keyed by: the API's word, `never-built`, or `unknown` before the first read. */
export function statusOf(item: TemplateItem): string {
  if (item.asOf === null) return NOT_READ_YET;
  return item.latestBuild?.status ?? NEVER_BUILT;
}

/**
 * Whether a row belongs to a list, as the server would say. Null when the row does not hold what is asked
 * (resource group, protection), so nobody can tell here.
 */
export function matchesQuery(item: TemplateItem, query: TemplateQuery): boolean | null {
  if (query.regions.length > 0 && !query.regions.includes(item.regionId)) return false;
  if (query.statuses.length > 0 && !query.statuses.includes(statusOf(item))) return false;
  if (query.deletable !== null && query.deletable !== item.deletability.deletable) return false;
  if (!query.tags.every((tag) => hasTag(item, tag))) return false;
  if (query.q !== "" && !searchText(item).includes(query.q.toLowerCase())) return false;
  return query.resourceGroup === null && query.protected === null ? true : null;
}

function hasTag(item: TemplateItem, wanted: { key: string; value: string | null }): boolean {
  return item.tags.some(
    (tag) => tag.key === wanted.key && (wanted.value === null || tag.value === wanted.value),
  );
}

function searchText(item: TemplateItem): string {
  return [item.name, item.id, ...item.tags.map((tag) => `${tag.key}=${tag.value}`)].join("\n").toLowerCase();
}

/** The value a row is sorted by; rows without one come first on the way up, as in SQL. */
function sortValue(item: TemplateItem, by: TemplateSort): string {
  switch (by) {
    case "name":
      return item.name;
    case "region":
      return item.regionId;
    case "status":
      return item.latestBuild?.status ?? "";
    case "startedAt":
      return item.latestBuild?.startedAt ?? "";
    case "asOf":
      return item.asOf ?? "";
  }
}

/**
 * Whether `a` may stand before `b` in the list; equal values may stand in either order, and so may ages,
 * which every sweep moves.
 */
export function inOrder(a: TemplateItem, b: TemplateItem, sort: TemplateQuery["sort"]): boolean {
  if (sort.by === "asOf") return true;
  const left = sortValue(a, sort.by);
  const right = sortValue(b, sort.by);
  return sort.descending ? left >= right : left <= right;
}
