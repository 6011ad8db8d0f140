import type { TemplateCounts, TemplateItem } from "@/lib/contracts/template";
import { isFinished, isKnownStatus } from "@/lib/domain/build-status";

/** The counts after one row changed from `before` to `after` (null: the row left). */
export function recount(
  counts: TemplateCounts,
  before: TemplateItem,
  after: TemplateItem | null,
): TemplateCounts {
  const step = (holds: (item: TemplateItem) => boolean) =>
    (after !== null && holds(after) ? 1 : 0) - (holds(before) ? 1 : 0);
  return {
    ...counts,
    total: counts.total + (after === null ? -1 : 0),
    deletable: counts.deletable + step(isDeletable),
    building: counts.building + step(isBuilding),
    failed: counts.failed + step(hasFailed),
  };
}

function isDeletable(item: TemplateItem): boolean {
  return item.deletability.deletable;
}

function isBuilding(item: TemplateItem): boolean {
  const status = item.latestBuild?.status;
  return status !== undefined && isKnownStatus(status) && !isFinished(status);
}

function hasFailed(item: TemplateItem): boolean {
  return item.latestBuild?.status === "FAILED" || item.latestBuild?.status === "TEST_FAILED";
}
