import type { QueryClient } from "@tanstack/react-query";
import type { LiveChange } from "@/lib/contracts/live";
import type { Overview, TemplateDetail, TemplateItem } from "@/lib/contracts/template";
import { parseTemplateQuery } from "@/lib/contracts/template-query";
import { recount } from "./counts";
import { keys, templateKey } from "./keys";
import type { ListData } from "./list-data";
import { remember } from "./live/recent";
import type { LiveNews } from "./live/types";
import { patchBulks } from "./patch-bulks";
import { patchDetail } from "./patch-detail";
import { patchList } from "./patch-list";

/** What news did, for those who announce it. */
export type Applied = {
  readonly change: LiveChange | null;
  /** The row as it was, when some page had it. */
  readonly before: TemplateItem | null;
};

const NOTHING: Applied = { change: null, before: null };

/** Puts what the live connection tells into everything that is cached. Reads nothing, but a template's new builds. */
export function applyNews(client: QueryClient, news: LiveNews, now: number): Applied {
  if (news.kind === "overview") {
    client.setQueryData(keys.overview, news.overview);
    return NOTHING;
  }
  if (news.kind === "resync") {
    void client.invalidateQueries({ queryKey: keys.templates });
    void client.invalidateQueries({ queryKey: keys.overview });
    void client.invalidateQueries({ queryKey: keys.bulks });
    for (const [key] of client.getQueriesData({ queryKey: ["templates", "pending"] })) {
      client.setQueryData(key, []);
    }
    return NOTHING;
  }
  const { change } = news;
  remember(change, now);
  const inList = patchLists(client, change);
  const inDetail = patchDetails(client, change);
  const before = inList ?? inDetail;
  patchOverview(client, change, before);
  patchBulks(client, change);
  return { change, before };
}

function patchLists(client: QueryClient, change: LiveChange): TemplateItem | null {
  let before: TemplateItem | null = null;
  for (const [key, data] of client.getQueriesData<ListData>({ queryKey: keys.lists })) {
    const query = key[2];
    if (data === undefined || typeof query !== "string") continue;
    const patched = patchList(data, change, parseTemplateQuery(new URLSearchParams(query)));
    if (patched.data !== data) client.setQueryData(key, patched.data);
    before ??= patched.before;
    if (patched.displaced !== null) notePending(client, query, change, patched.displaced);
  }
  return before;
}

function notePending(client: QueryClient, query: string, change: LiveChange, displaced: boolean): void {
  const key =
    change.kind === "template"
      ? templateKey(change.item)
      : change.kind === "template-gone"
        ? `${change.regionId}/${change.templateId}`
        : null;
  if (key === null) return;
  client.setQueryData<readonly string[]>(keys.pending(query), (old = []) =>
    displaced ? (old.includes(key) ? old : [...old, key]) : old.filter((each) => each !== key),
  );
}

function patchDetails(client: QueryClient, change: LiveChange): TemplateItem | null {
  if (change.kind !== "template") return null;
  const key = keys.detail(change.item.regionId, change.item.id);
  const detail = client.getQueryData<TemplateDetail>(key);
  if (detail === undefined) return null;
  const patched = patchDetail(detail, change);
  client.setQueryData(key, patched.detail);
  if (patched.stale) void client.invalidateQueries({ queryKey: key });
  return detail.item;
}

/** Counts of rows that nobody has here come right with the server's next overview, which each heartbeat brings. */
function patchOverview(client: QueryClient, change: LiveChange, before: TemplateItem | null): void {
  const overview = client.getQueryData<Overview>(keys.overview);
  if (overview === undefined) return;
  const set = (patch: Partial<Overview>) => client.setQueryData(keys.overview, { ...overview, ...patch });
  const { counts } = overview;
  if (change.kind === "region") {
    set({ regions: withRegion(overview.regions, change.region) });
  } else if (change.kind === "outcome") {
    if (isBlockedDelete(change) && counts.blocked7d !== null) {
      set({ counts: { ...counts, blocked7d: counts.blocked7d + 1 } });
    }
  } else if (before !== null) {
    set({ counts: recount(counts, before, change.kind === "template" ? change.item : null) });
  }
}

function isBlockedDelete(change: Extract<LiveChange, { kind: "outcome" }>): boolean {
  return change.outcome.action === "template.delete" && change.outcome.outcome === "blocked";
}

function withRegion(regions: Overview["regions"], region: Overview["regions"][number]): Overview["regions"] {
  const known = regions.some((each) => each.regionId === region.regionId);
  return known
    ? regions.map((each) => (each.regionId === region.regionId ? region : each))
    : [...regions, region];
}
