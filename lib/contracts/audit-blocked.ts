import { AppError } from "@/lib/domain/app-error";
import { isRegionId } from "@/lib/domain/identifiers";
import { parseAuditFilter } from "./audit-query";

export const BLOCKED_RANGES = ["day", "week", "90days"] as const;
export type BlockedRange = (typeof BLOCKED_RANGES)[number];

export const RANGE_MS: Readonly<Record<BlockedRange, number>> = {
  day: 86_400_000,
  week: 7 * 86_400_000,
  "90days": 90 * 86_400_000,
};

/** What the picture shows; null means any. Without `from` it begins a range before its end, without `to` it ends now. */
export type BlockedQuery = {
  readonly templateId: string | null;
  readonly actor: string | null;
  readonly regionId: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly range: BlockedRange;
};

/** How an event is drawn: refused, waiting for a build's end, gone, or whatever else was decided of the template. */
export type MarkKind = "blocked" | "queued" | "deleted" | "other";

/** One event, or with `until` all events of a kind of a lane within a piece of time. */
export type BlockedMark = {
  /** Number of the event; of the newest one when there are several. */
  readonly seq: number;
  readonly at: string;
  /** Time of the newest event of several, null for one alone. */
  readonly until: string | null;
  /** Place of its template in `lanes`. */
  readonly lane: number;
  readonly kind: MarkKind;
  readonly count: number;
  readonly actor: string | null;
  readonly buildId: string | null;
  readonly buildStatus: string | null;
};

/** `unknown`: our copy does not know the build, or not how it ended; it was seen from `from` to `to`. */
export type BarExtent = "exact" | "running" | "unknown";

export type BlockedBar = {
  readonly lane: number;
  readonly buildId: string;
  /** The API's word; null when nobody told it. */
  readonly status: string | null;
  readonly from: string;
  /** Null while it runs. */
  readonly to: string | null;
  readonly extent: BarExtent;
};

export type BlockedLane = {
  readonly regionId: string | null;
  readonly templateId: string;
  readonly name: string | null;
  readonly blocked: number;
};

/** Pieces of time that events are counted by when there are too many to send one by one. */
export type BlockedBucket =
  | "second"
  | "minute"
  | "ten-minutes"
  | "hour"
  | "ten-hours"
  | "day"
  | "ten-days"
  | "month"
  | "year";

/** What GET /api/audit/blocked answers. Times are ISO 8601 UTC, `from` inclusive, `to` exclusive. */
export type BlockedPicture = {
  readonly from: string;
  readonly to: string;
  /** Events with outcome `blocked` in the window, also those of templates that have no lane. */
  readonly blocked: number;
  /** Templates they are of; the newest ones have lanes. */
  readonly templates: number;
  /** All events of the lanes' templates, those with another outcome too. */
  readonly events: number;
  readonly lanes: readonly BlockedLane[];
  readonly bars: readonly BlockedBar[];
  /** Older builds than those in `bars` were left out. */
  readonly barsCut: boolean;
  readonly marks: readonly BlockedMark[];
  /** Null when each mark is one event. */
  readonly bucket: BlockedBucket | null;
};

/**
 * Parses the parameters of GET /api/audit/blocked and /audit/blocked; unknown parameters are ignored.
 * Throws AppError `invalid-input` with the parameter's name for a malformed one.
 */
export function parseBlockedQuery(params: URLSearchParams): BlockedQuery {
  const { templateId, actor, from, to } = parseAuditFilter(chosen(params));
  const region = params.get("region") || null;
  if (region !== null && !isRegionId(region)) throw malformed("region");
  const range = params.get("range") || "day";
  const known = BLOCKED_RANGES.find((word) => word === range);
  if (known === undefined) throw malformed("range");
  if (from !== null && to !== null && from >= to) throw malformed("to");
  return { templateId, actor, regionId: region, from, to, range: known };
}

/** The query as the text of an address, without what it does not say. */
export function blockedQueryText(query: BlockedQuery): string {
  const { regionId, range, ...rest } = query;
  const all = { range: range === "day" ? null : range, region: regionId, ...rest };
  const set = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null);
  return new URLSearchParams(set).toString();
}

function chosen(params: URLSearchParams): URLSearchParams {
  const names = ["templateId", "actor", "from", "to"];
  return new URLSearchParams([...params].filter(([name]) => names.includes(name)));
}

function malformed(parameter: string): AppError {
  return new AppError("invalid-input", { params: { parameter } });
}
