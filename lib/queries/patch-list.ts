import type { InfiniteData } from "@tanstack/react-query";
import type { LiveChange } from "@/lib/contracts/live";
import type { TemplateItem, TemplatePage } from "@/lib/contracts/template";
import type { TemplateQuery } from "@/lib/contracts/template-query";
import { templateKey } from "./keys";
import { inOrder, matchesQuery } from "./match";

export type ListData = InfiniteData<TemplatePage, string | null>;

export type Patched = {
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
  const displaced = matchesQuery(item, query) === false || !standsRight(patched, at.flat, query);
  return { data: patched, before: at.item, displaced };
}

function dropRow(data: ListData, key: string): Patched {
  const at = locate(data, key);
  if (at === null) return { data, before: null, displaced: null };
  const pages = data.pages.map((page, index) => ({
    ...page,
    total: Math.max(0, page.total - 1),
    items: index === at.page ? page.items.filter((_, row) => row !== at.row) : page.items,
  }));
  return { data: { ...data, pages }, before: at.item, displaced: false };
}

function locate(data: ListData, key: string) {
  let flat = 0;
  for (const [pageIndex, page] of data.pages.entries()) {
    const row = page.items.findIndex((item) => templateKey(item) === key);
    const item = page.items[row];
    if (item !== undefined) return { page: pageIndex, row, flat: flat + row, item };
    flat += page.items.length;
  }
  return null;
}

function standsRight(data: ListData, flat: number, query: TemplateQuery): boolean {
  const items = data.pages.flatMap((page) => page.items);
  const [before, item, after] = [items[flat - 1], items[flat], items[flat + 1]];
  if (item === undefined) return true;
  if (before !== undefined && !inOrder(before, item, query.sort)) return false;
  return after === undefined || inOrder(item, after, query.sort);
}

function wouldAppear(data: ListData, item: TemplateItem, query: TemplateQuery): boolean | null {
  if (matchesQuery(item, query) !== true) return null;
  const last = data.pages.at(-1);
  if (last === undefined || last.nextCursor === null) return true;
  const end = last.items.at(-1);
  // Behind what is loaded it comes with its page; before it, it is new here.
  return end !== undefined && !inOrder(end, item, query.sort) ? true : null;
}
