import "server-only";
import { isFinished } from "@/lib/domain/build-status";
import { storable } from "@/lib/server/audit/canonical";
import type { BuildRead } from "@/lib/server/ecs/types";
import type { BuildRow } from "./derive-row";

/** A finished build leaves after being missed for this long, by two complete reads at least. */
const MISSED_FINISHED_MS = 10 * 60_000;
/** The same for one that was running when it was seen last. */
const MISSED_RUNNING_MS = 24 * 3_600_000;

export type Merge = {
  /** All builds that our copy holds from now on. */
  readonly builds: readonly BuildRow[];
  /** Those of them that differ from what is stored. */
  readonly write: readonly BuildRow[];
  readonly remove: readonly string[];
};

/**
 * One complete read of a template's builds against what we hold. `began` is the read's begin, database time.
 * A build that the read lacks stays until the protocol's time is over: an empty list may be a missing permission.
 */
export function mergeBuilds(
  held: readonly BuildRow[],
  read: readonly BuildRead[],
  ref: { readonly regionId: string; readonly templateId: string },
  began: string,
): Merge {
  const answered = new Map(read.map((build) => [build.id, build]));
  const builds: BuildRow[] = [];
  const write: BuildRow[] = [];
  const remove: string[] = [];
  for (const row of held) {
    const fresh = answered.get(row.build_id);
    answered.delete(row.build_id);
    if (fresh === undefined && mayLeave(row, began)) {
      remove.push(row.build_id);
      continue;
    }
    const next = fresh === undefined ? missed(row, began) : seen(row, toRow(fresh, ref, began));
    builds.push(next);
    if (next !== row) write.push(next);
  }
  for (const fresh of answered.values()) {
    const row = toRow(fresh, ref, began);
    builds.push(row);
    write.push(row);
  }
  return { builds, write, remove };
}

function mayLeave(row: BuildRow, began: string): boolean {
  if (row.missing_since === null) return false;
  const patience = isFinished(row.status) ? MISSED_FINISHED_MS : MISSED_RUNNING_MS;
  return Date.parse(began) - Date.parse(row.missing_since) >= patience;
}

function missed(row: BuildRow, began: string): BuildRow {
  if (row.missing_since !== null || row.seen_at >= began) return row;
  return { ...row, missing_since: began };
}

/** A read that began before the newest one that knows of this build tells nothing new of it. */
function seen(row: BuildRow, fresh: BuildRow): BuildRow {
  if (row.seen_at > fresh.seen_at) return row;
  const missedLater = row.missing_since !== null && row.missing_since > fresh.seen_at;
  const next = missedLater ? { ...fresh, missing_since: row.missing_since } : fresh;
  return sameBuild(row, next) ? row : next;
}

/** Apart from `seen_at`, which the writer moves for all of them at once. */
function sameBuild(a: BuildRow, b: BuildRow): boolean {
  return (Object.keys(a) as (keyof BuildRow)[]).every((key) => key === "seen_at" || a[key] === b[key]);
}

function toRow(
  build: BuildRead,
  ref: { readonly regionId: string; readonly templateId: string },
  began: string,
): BuildRow {
  return {
    region_id: ref.regionId,
    template_id: ref.templateId,
    build_id: build.id,
    status: storable(build.status),
    created_at: build.createdAt,
    modified_at: build.modifiedAt,
    image_id: text(build.imageId),
    message: text(build.message),
    error_code: text(build.errorCode),
    error_info: text(build.errorInfo),
    seen_at: began,
    missing_since: null,
  };
}

function text(value: string | null): string | null {
  return value === null ? null : storable(value);
}
