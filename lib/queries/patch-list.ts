import type { LiveChange } from "@/lib/contracts/live";
import type { TemplateItem } from "@/lib/contracts/template";
import type { TemplateQuery } from "@/lib/contracts/template-query";
import { templateKey } from "./keys";
import { type ListData, loadedCount } from "./list-data";
import { inOrder, matchesQuery } from "./match";

type Patched = {
  readonly data: ListData;
  /** The row as it was, when it was loaded. */
  readonly before: TemplateItem | null;
  /** Whether the row would appear, leave or move if the list were read again; null: the row is not concerned. */
  readonly displaced: boolean | null;
};

/**
 * Puts a change into the loaded pages of a list. Rows change where they stand: what would appear, leave or move
 * is only told, so that nothing moves under a pointer. A template that is gone leaves at once.
 */
export function patchList(data: ListData, change: LiveChange, query: TemplateQuery): Patched {
  if (change.kind === "template") return patchRow(data, change.item, query);
  if (change.kind === "template-gone") return dropRow(data, `${change.regionId}/${change.templateId}`);
  return { data, before: null, displaced: null };
}

function patchRow(data: ListData, item: TemplateItem, query: TemplateQuery): Patched {
  const at = locate(data, templateKey(item));
  if (at === null) return { data, before: null, displaced: wouldAppear(data, item, query) };
  const pages = data.pages.map((page, index) =>
    index === at.page
      ? { ...page, items: page.items.map((old, row) => (row === at.row ? item : old)) }
      : page,
  );
  const patched = { ...data, pages };
  const displaced = matchesQuery(item, query) === false || !standsRight(patched, at, query);
  return { data: patched, before: at.item, displaced };
}

function dropRow(data: ListData, key: string): Patched {
  const at = locate(data, key);
  if (at === null) return { data, before: null, displaced: null };
  const pages = data.pages.map((page, index) => {
    if (index < at.page) return page;
    if (index > at.page) return { ...page, start: page.start - 1 };
    return { ...page, items: page.items.filter((_, row) => row !== at.row) };
  });
  return { data: { pages, total: Math.max(0, data.total - 1) }, before: at.item, displaced: false };
}

type Place = { readonly page: number; readonly row: number; readonly item: TemplateItem };

function locate(data: ListData, key: string): Place | null {
  for (const [pageIndex, page] of data.pages.entries()) {
    const row = page.items.findIndex((item) => templateKey(item) === key);
    const item = page.items[row];
    if (item !== undefined) return { page: pageIndex, row, item };
  }
  return null;
}

/** The loaded rows right before and behind a place; none over a gap. */
function standsRight({ pages }: ListData, at: Place, query: TemplateQuery): boolean {
  const page = pages[at.page];
  if (page === undefined) return true;
  const [previous, next] = [pages[at.page - 1], pages[at.page + 1]];
  const joined = previous !== undefined && previous.start + previous.items.length === page.start;
  const joins = next !== undefined && page.start + page.items.length === next.start;
  const item = page.items[at.row];
  const before = page.items[at.row - 1] ?? (joined && at.row === 0 ? previous.items.at(-1) : undefined);
  const after = page.items[at.row + 1] ?? (joins ? next.items[0] : undefined);
  if (item === undefined) return true;
  if (before !== undefined && !inOrder(before, item, query.sort)) return false;
  return after === undefined || inOrder(item, after, query.sort);
}

/** Among loaded rows it would be new here; in a gap it comes when the gap is read. */
function wouldAppear(data: ListData, item: TemplateItem, query: TemplateQuery): boolean | null {
  if (matchesQuery(item, query) !== true) return null;
  if (loadedCount(data) >= data.total) return true;
  const isAmong = data.pages.some(({ start, items }) => {
    const [first, last] = [items[0], items.at(-1)];
    if (first === undefined || last === undefined || inOrder(last, item, query.sort)) return false;
    return start === 0 || inOrder(first, item, query.sort);
  });
  return isAmong ? true : null;
}
