import type { BulkDetail, BulkItem } from "@/lib/contracts/bulk";
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
  const { deletable, reason, buildId, buildStatus } = item.deletability;
  const build =
    buildId !== undefined && buildStatus !== undefined ? { id: buildId, status: buildStatus } : null;
  return {
    regionId: item.regionId,
    templateId: item.id,
    name: item.name,
    result: deletable ? "waiting" : "blocked",
    detail: deletable || reason === undefined ? null : { reason, ...(build ? { build } : {}) },
    isChecking: item.asOf === null,
  };
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

export type Counts = Readonly<Record<BulkResult, number>>;

export function countLines(lines: readonly Pick<Line, "result">[]): Counts {
  const counts = { waiting: 0, deleting: 0, deleted: 0, blocked: 0, failed: 0, unknown: 0 };
  for (const { result } of lines) counts[result] += 1;
  return counts;
}

const NEEDS_EYES: readonly BulkResult[] = ["failed", "unknown", "blocked"];

/** Once all have their result, those that need somebody's eyes come first; before that nothing moves. */
export function inOrderOfNeed(items: readonly BulkItem[]): readonly BulkItem[] {
  const rank = (item: BulkItem) => {
    const at = NEEDS_EYES.indexOf(item.result);
    return at === -1 ? NEEDS_EYES.length : at;
  };
  return [...items].sort((a, b) => rank(a) - rank(b) || a.position - b.position);
}
