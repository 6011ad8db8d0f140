import { type InfiniteData, infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import type { BuildListItem, BuildPage } from "@/lib/contracts/build";
import type { BuildQuery } from "@/lib/contracts/build-query";
import type { TemplateItem } from "@/lib/contracts/template";
import { isFinished } from "@/lib/domain/build-status";
import { paths } from "@/lib/paths";
import { fetchJson } from "./fetch-json";

export type BuildListData = InfiniteData<BuildPage, string | null>;

const NEXT_PAGE_ROWS = 200;

export const buildKeys = {
  lists: ["builds", "list"] as const,
  list: (query: string) => ["builds", "list", query] as const,
};

/** The builds for one address (`query`: its parameters as text); live changes keep them fresh. */
export function buildListOptions(query: string) {
  return infiniteQueryOptions({
    queryKey: buildKeys.list(query),
    queryFn: ({ pageParam, signal }) => {
      const params = new URLSearchParams(query);
      if (pageParam !== null) {
        params.set("cursor", pageParam);
        params.set("limit", String(NEXT_PAGE_ROWS));
      }
      return fetchJson<BuildPage>(paths.api.builds(params.toString()), signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page: BuildPage) => page.nextCursor,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });
}

/** Whether a template's latest build belongs into the list of a query, as the server's SQL would say. */
function belongs(item: TemplateItem, build: { id: string; status: string }, query: BuildQuery): boolean {
  if (query.regions.length > 0 && !query.regions.includes(item.regionId)) return false;
  if (query.statuses.length > 0 && !query.statuses.includes(build.status)) return false;
  if (query.templateId !== null && query.templateId !== item.id) return false;
  const words = query.q.toLowerCase();
  return [item.name, item.id, build.id].some((text) => text.toLowerCase().includes(words));
}

/**
 * Puts what a template's change tells of its latest build into the loaded rows. `displaced` is true when the list
 * would look different if it were read again: a build that is not in it, or one that has ended.
 */
export function patchBuilds(
  data: BuildListData,
  item: TemplateItem,
  query: BuildQuery,
): { readonly data: BuildListData; readonly displaced: boolean } {
  const latest = item.latestBuild;
  if (latest === null) return { data, displaced: false };
  const known = data.pages.flatMap((page) => page.items).find((build) => build.id === latest.id);
  const fits = belongs(item, latest, query);
  if (known === undefined) return { data, displaced: fits && isInReach(latest, data) };
  if (known.status === latest.status) return { data, displaced: false };
  const patch = (build: BuildListItem) =>
    build.id === latest.id ? { ...build, status: latest.status } : build;
  const pages = data.pages.map((page) => ({ ...page, items: page.items.map(patch) }));
  return { data: { ...data, pages }, displaced: !fits || isFinished(latest.status) };
}

/** Behind what is loaded it comes with its page; a running one stands before every finished one. */
function isInReach(build: { status: string; startedAt: string }, data: BuildListData): boolean {
  const end = data.pages.at(-1);
  const last = end?.items.at(-1);
  if (end === undefined || end.nextCursor === null || last === undefined) return true;
  if (!isFinished(build.status) && isFinished(last.status)) return true;
  return build.startedAt > last.startedAt;
}
