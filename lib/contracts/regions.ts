import { z } from "zod";
import { isRegionId } from "@/lib/domain/identifiers";
import type { Denied } from "./delete";
import type { ErrorDto } from "./error";

/** Switch the reading of a region on or off. */
export const regionSwitchInput = z.strictObject({
  regionId: z.string().refine(isRegionId),
  enabled: z.boolean(),
});
export type RegionSwitchInput = z.infer<typeof regionSwitchInput>;

export type RegionSwitchResult =
  | { readonly kind: "changed" }
  | Denied
  | { readonly kind: "failed"; readonly error: ErrorDto };

export const RATE_OPERATIONS = [
  "listTemplates",
  "readBuilds",
  "deleteTemplate",
  "startBuild",
  "cancelBuild",
  "createTemplate",
  "listRegions",
] as const;
export type RateOperation = (typeof RATE_OPERATIONS)[number];

/** Calls of one minute of the endpoint's clock. */
export type RateMinute = {
  readonly collector: number;
  readonly user: number;
  /** Throttled by ECS because of our own calls, and by inference because of what others of the account sent. */
  readonly throttledOurs: number;
  readonly throttledOthers: number;
  /** The collector's limit; null: nothing was sent. */
  readonly limit: number | null;
};

export type RateLine = {
  /** Null: one that has no name here. */
  readonly operation: RateOperation | null;
  /** The API's name. */
  readonly action: string;
  /** The last 60 minutes, oldest first; the last one is not over yet. */
  readonly minutes: readonly RateMinute[];
};

export type RegionItem = {
  readonly regionId: string;
  readonly templateCount: number;
  /** When the last complete listing began, and the oldest age of a status; null: not yet. */
  readonly listedAt: string | null;
  readonly oldestAsOf: string | null;
  readonly error: { readonly code: string; readonly since: string } | null;
  /** When a failing region is asked again; null while it is not waiting. */
  readonly nextTryAt: string | null;
  readonly disabled: { readonly by: string; readonly at: string } | null;
  readonly lines: readonly RateLine[];
};

export type RegionList = {
  readonly regions: readonly RegionItem[];
  /** Calls a minute per region and operation; what users have on top. */
  readonly budget: number;
  readonly userExtra: number;
  readonly collecting: boolean;
  readonly unwatchedMs: number | null;
};
