import type { BulkDetail, BulkItem, BulkView } from "@/lib/contracts/bulk";
import type { TemplateItem } from "@/lib/contracts/template";
import type { BulkResult } from "@/lib/domain/bulk";

/** A template in the dialog, before or after the order. */
export type Line = {
  readonly regionId: string;
  readonly templateId: string;
  readonly name: string;
  readonly result: BulkResult;
  readonly detail: BulkDetail | null;
  /** Builds not read yet, as far as our copy knows. */
  readonly isChecking?: boolean;
};

/** What would be ordered, as our copy has it: those that cannot be deleted now first. */
export function linesOf(items: Iterable<TemplateItem>): readonly Line[] {
  const lines = [...items].map(toLine);
  return [...lines.filter(isBlocked), ...lines.filter((line) => !isBlocked(line))];
}

export function isBlocked(line: Line): boolean {
  return line.result === "blocked";
}

function toLine(item: TemplateItem): Line {
  const { queue } = item;
  const { deletable, reason, buildId, buildStatus } = item.deletability;
  const build =
    buildId !== undefined && buildStatus !== undefined ? { id: buildId, status: buildStatus } : null;
  return {
    regionId: item.regionId,
    templateId: item.id,
    name: item.name,
    result: deletable ? "waiting" : "blocked",
    detail:
      deletable || reason === undefined
        ? null
        : { reason, ...(build ? { build } : {}), ...(queue ? { queued: { ...queue, isNew: false } } : {}) },
    isChecking: item.asOf === null,
  };
}

/** Whether a blocked one waits for something that ends by itself, and nobody has queued it yet. */
function canQueue(line: Line): boolean {
  const { reason, queued } = line.detail ?? {};
  return isBlocked(line) && !queued && reason !== "protected" && reason !== "delete-in-progress";
}

/**
 * What `Queue the blocked ones` is about: every blocked one that is not queued, so that each that cannot be is told
 * why. None when there is nothing to wait for.
 */
export function linesToQueue(lines: readonly Line[]): readonly Line[] {
  return lines.some(canQueue) ? lines.filter((line) => isBlocked(line) && !line.detail?.queued) : [];
}

/** Where the two are one template. */
export function keyOf({ regionId, templateId }: Pick<Line, "regionId" | "templateId">): string {
  return `${regionId}/${templateId}`;
}

/** Rows for a bulk that was ordered this moment, until its first reading. */
export function waitingItems(lines: readonly Line[]): BulkItem[] {
  return lines.map(({ regionId, templateId, name }, position) => ({
    position,
    regionId,
    templateId,
    name,
    result: "waiting",
    intentSeq: null,
    detail: null,
    changedAt: "",
  }));
}

/** `queued` are those that are blocked and queued for the end of their build. */
export type Counts = Readonly<Record<BulkResult | "queued", number>>;

export function countLines(lines: readonly Pick<Line, "result" | "detail">[]): Counts {
  const counts = { waiting: 0, deleting: 0, deleted: 0, queued: 0, blocked: 0, failed: 0, unknown: 0 };
  for (const { result, detail } of lines) counts[detail?.queued ? "queued" : result] += 1;
  return counts;
}

const NEEDS_EYES: readonly BulkResult[] = ["failed", "unknown", "blocked"];

/** Once all have their result, those that need somebody's eyes come first; before that nothing moves. */
export function inOrderOfNeed(items: readonly BulkItem[]): readonly BulkItem[] {
  const rank = (item: BulkItem) => {
    const at = item.detail?.queued ? -1 : NEEDS_EYES.indexOf(item.result);
    return at === -1 ? NEEDS_EYES.length : at;
  };
  return [...items].sort((a, b) => rank(a) - rank(b) || a.position - b.position);
}

/** The results with those of the templates in them that were queued afterwards in their place. */
export function withQueued(view: BulkView | null, queued: BulkView | null): BulkView | null {
  if (view === null || queued === null) return view;
  const by = new Map(queued.items.map((item) => [keyOf(item), item]));
  return {
    ...view,
    endedAt: queued.endedAt,
    items: view.items.map((item) => by.get(keyOf(item)) ?? item),
  };
}

/** Those of an ended bulk for which asking again can help, to be planned anew. */
export function againAsPlan(view: BulkView | null): readonly Line[] {
  if (!view?.endedAt) return [];
  return view.items
    .filter((item) => item.detail?.retry === true)
    .map(({ regionId, templateId, name, detail }) => {
      // One that could not be queued may still be: it stays among the blocked ones.
      const isBlockedStill = view.wish === "queue" && detail?.deletableNow !== true;
      return { regionId, templateId, name, result: isBlockedStill ? "blocked" : "waiting", detail: null };
    });
}
