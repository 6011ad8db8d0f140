import type { TemplateItem, TemplatePage } from "@/lib/contracts/template";
import { templateKey } from "./keys";

/** A page with its place: how many rows of the list stand before its first. */
export type ListPage = Pick<TemplatePage, "items" | "nextCursor"> & { readonly start: number };

/** The loaded parts of a list: in order, none over another, with gaps where nobody has looked. */
export type ListData = { readonly pages: readonly ListPage[]; readonly total: number };

/** What is to be read next: behind a page that is loaded (`cursor`), else at a rank. */
export type Part = { readonly start: number; readonly cursor: string | null; readonly limit: number };

/** A list of which one page is loaded. */
export function listOf(page: TemplatePage, start: number): ListData {
  return addPage({ pages: [], total: page.total }, page, start);
}

/** The rows by rank; holes are rows that are not loaded. */
export function rowsOf({ pages }: ListData): readonly (TemplateItem | undefined)[] {
  const rows: (TemplateItem | undefined)[] = [];
  for (const { start, items } of pages) {
    for (const [at, item] of items.entries()) rows[start + at] = item;
  }
  return rows;
}

/** How many rows are loaded. */
export function loadedCount({ pages }: ListData): number {
  return pages.reduce((sum, page) => sum + page.items.length, 0);
}

/**
 * The first part of the ranks from `first` to `last` that is not loaded, null when all are. A page that ends there is
 * gone on with by its cursor, so that no row is read twice or passed over when others have moved meanwhile.
 */
export function missingPart(
  { pages, total }: ListData,
  first: number,
  last: number,
  limit: number,
): Part | null {
  let from = Math.max(0, first);
  for (const page of pages) {
    if (page.start <= from) from = Math.max(from, page.start + page.items.length);
  }
  if (from > Math.min(last, total - 1)) return null;
  const before = pages.findLast((page) => page.start <= from);
  const end = before === undefined ? 0 : before.start + before.items.length;
  const behind = pages.find((page) => page.start > from);
  const cursor = before !== undefined && end === from ? before.nextCursor : null;
  // A jump begins a little before the place, so that a small way back needs no other read.
  const start = cursor === null ? Math.max(end, from - Math.floor(limit / 4)) : from;
  return { start, cursor, limit: Math.min(limit, (behind?.start ?? Number.POSITIVE_INFINITY) - start) };
}

/** Puts a page that was read for `start` among the others. A row that moved stands where it was read last. */
export function addPage(data: ListData, page: TemplatePage, start: number): ListData {
  const fresh = new Set(page.items.map(templateKey));
  const pages: ListPage[] = [];
  let gone = 0;
  let place = start;
  for (const old of data.pages) {
    const items = old.items.filter((item) => !fresh.has(templateKey(item)));
    pages.push({ ...old, items, start: old.start - gone });
    gone += old.items.length - items.length;
    if (old.start < start) place = start - gone;
  }
  const { items, nextCursor } = page;
  const isEnd = nextCursor === null;
  if (items.length > 0) pages.push({ items, nextCursor, start: place });
  pages.sort((a, b) => a.start - b.start);
  return {
    pages: apart(pages.filter((each) => each.items.length > 0)),
    // The end of the list is where it was met, whatever was counted before.
    total: isEnd ? place + items.length : Math.max(page.total, place + items.length),
  };
}

/** Pages that came to stand over each other are pushed behind one another. */
function apart(pages: readonly ListPage[]): readonly ListPage[] {
  let end = 0;
  return pages.map((page) => {
    const start = Math.max(page.start, end);
    end = start + page.items.length;
    return start === page.start ? page : { ...page, start };
  });
}
