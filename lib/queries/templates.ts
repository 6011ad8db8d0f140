import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Overview, TemplateDetail, TemplateItem, TemplatePage } from "@/lib/contracts/template";
import { paths } from "@/lib/paths";
import { fetchJson } from "./fetch-json";
import { keys } from "./keys";
import { overlayRecent } from "./live/recent";

/** The first page is what the server renders; the others bring many rows at once. */
const NEXT_PAGE_ROWS = 500;

async function readPage(query: string, cursor: string | null, signal: AbortSignal): Promise<TemplatePage> {
  const params = new URLSearchParams(query);
  if (cursor !== null) {
    params.set("cursor", cursor);
    params.set("limit", String(NEXT_PAGE_ROWS));
  }
  const began = performance.now();
  return overlayRecent(await fetchJson<TemplatePage>(paths.api.templates(params.toString()), signal), began);
}

/** The list for one list URL (`query`: its parameters as text). Live changes keep it fresh, so it is never stale by time. */
export function listOptions(query: string) {
  return infiniteQueryOptions({
    queryKey: keys.list(query),
    queryFn: ({ pageParam, signal }) => readPage(query, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page: TemplatePage) => page.nextCursor,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });
}

/** Every template that a list URL matches, loaded or not, as far as the server knows them now. Throws ReadError. */
export async function readAllMatching(query: string): Promise<readonly TemplateItem[]> {
  const items: TemplateItem[] = [];
  const params = new URLSearchParams(query);
  params.set("limit", String(NEXT_PAGE_ROWS));
  for (let cursor: string | null = null; ; ) {
    if (cursor !== null) params.set("cursor", cursor);
    const page: TemplatePage = await fetchJson<TemplatePage>(paths.api.templates(params.toString()));
    items.push(...page.items);
    cursor = page.nextCursor;
    if (cursor === null) return items;
  }
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
