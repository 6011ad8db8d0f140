import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Overview, TemplateDetail, TemplateItem, TemplatePage } from "@/lib/contracts/template";
import type { TemplateFacets } from "@/lib/contracts/template-facets";
import { paths } from "@/lib/paths";
import { fetchJson } from "./fetch-json";
import { keys } from "./keys";
import { type ListData, listOf, type Part } from "./list-data";
import { overlayRecent } from "./live/recent";

/** Rows a read of a part of the list, and of one that shall bring all. */
export const PART_ROWS = 200;
const MOST_ROWS = 500;

/** Reads a part of a list. Throws ReadError. */
export async function readPart(query: string, part: Part, signal?: AbortSignal): Promise<TemplatePage> {
  const params = new URLSearchParams(query);
  params.set("limit", String(part.limit));
  if (part.cursor !== null) params.set("cursor", part.cursor);
  else if (part.start > 0) params.set("rank", String(part.start));
  const began = performance.now();
  return overlayRecent(await fetchJson<TemplatePage>(paths.api.templates(params.toString()), signal), began);
}

/**
 * The list for one list URL (`query`: its parameters as text). Live changes keep it fresh, so it is never stale by
 * time. When it is read again, that is what is in view: `inView` tells the rank of its first row.
 */
export function listOptions(query: string, inView: () => number) {
  return queryOptions({
    queryKey: keys.list(query),
    queryFn: async ({ signal }): Promise<ListData> => {
      const start = Math.max(0, inView() - PART_ROWS / 4);
      const page = await readPart(query, { start, cursor: null, limit: PART_ROWS }, signal);
      return listOf(page, page.items.length === 0 ? Math.min(start, page.total) : start);
    },
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });
}

/** Every template that a list URL matches, loaded or not, as far as the server knows them now. Throws ReadError. */
export async function readAllMatching(query: string): Promise<readonly TemplateItem[]> {
  const items: TemplateItem[] = [];
  const params = new URLSearchParams(query);
  params.set("limit", String(MOST_ROWS));
  for (let cursor: string | null = null; ; ) {
    if (cursor !== null) params.set("cursor", cursor);
    const page: TemplatePage = await fetchJson<TemplatePage>(paths.api.templates(params.toString()));
    items.push(...page.items);
    cursor = page.nextCursor;
    if (cursor === null) return items;
  }
}

/** The counts of each filter's choices; looked at again when they are older than half a minute. */
export function facetsOptions(query: string) {
  return queryOptions({
    queryKey: keys.facets(query),
    queryFn: ({ signal }) => fetchJson<TemplateFacets>(paths.api.facets(query), signal),
    staleTime: 30_000,
    placeholderData: keepPreviousData,
  });
}

export function overviewOptions(initial: Overview) {
  return queryOptions({
    queryKey: keys.overview,
    queryFn: ({ signal }) => fetchJson<Overview>(paths.api.overview(), signal),
    staleTime: Number.POSITIVE_INFINITY,
    initialData: initial,
  });
}

export function detailOptions(regionId: string, templateId: string, initial: TemplateDetail) {
  return queryOptions({
    queryKey: keys.detail(regionId, templateId),
    queryFn: ({ signal }) => fetchJson<TemplateDetail>(paths.api.template(regionId, templateId), signal),
    staleTime: Number.POSITIVE_INFINITY,
    initialData: initial,
  });
}
