import type { LiveChange } from "@/lib/contracts/live";
import type { TemplatePage } from "@/lib/contracts/template";
import { templateKey } from "../keys";

/** Longer than any read of ours takes. */
const KEPT_MS = 60_000;
let recent: { readonly at: number; readonly change: LiveChange }[] = [];

/** Keeps a change for reads that are under way: their answer may be older than it. */
export function remember(change: LiveChange, now: number): void {
  recent = recent.filter((entry) => now - entry.at < KEPT_MS);
  recent.push({ at: now, change });
}

/** Changes that arrived since a read began, put over the page it brought. */
export function overlayRecent(page: TemplatePage, readBegan: number): TemplatePage {
  let { items, total } = page;
  for (const { at, change } of recent) {
    if (at < readBegan) continue;
    if (change.kind === "template") {
      const key = templateKey(change.item);
      items = items.map((item) => (templateKey(item) === key ? change.item : item));
    } else if (change.kind === "template-gone") {
      const key = `${change.regionId}/${change.templateId}`;
      const left = items.filter((item) => templateKey(item) !== key);
      total -= items.length - left.length;
      items = left;
    }
  }
  return { ...page, items, total };
}
