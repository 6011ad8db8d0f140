import "server-only";
import type { CallShare } from "./types";

/** Places of one window that are given out, to whichever process. */
export type Places = { readonly collector: number; readonly user: number; readonly closed: boolean };

/** `limit`: the collector's in this window. `perMinute` and `extra`: what both shares together never exceed. */
export type WindowLimits = { readonly limit: number; readonly perMinute: number; readonly extra: number };

/**
 * How many of the wanted places may be given out. Users have `extra` on top, which the collector never touches, and
 * after it whatever the collector leaves of its own; a throttled window is closed to the collector only.
 */
export function grantOf(places: Places, limits: WindowLimits, share: CallShare, want: number): number {
  const { limit, perMinute, extra } = limits;
  const borrowed = Math.max(0, places.user - extra);
  const left =
    share === "user"
      ? perMinute + extra - places.collector - places.user
      : places.closed
        ? 0
        : Math.min(limit, perMinute - borrowed) - places.collector;
  return Math.max(0, Math.min(want, left));
}

/** One region's operation in one minute of the endpoint's clock. */
export type WindowKey = { readonly regionId: string; readonly action: string; readonly window: number };

export type Lease = WindowKey & {
  readonly share: CallShare;
  readonly want: number;
  readonly limits: WindowLimits;
};

/** What this process sent and saw in a window since it told last. */
export type WindowUse = WindowKey & {
  readonly collector: number;
  readonly user: number;
  readonly throttled: number;
  readonly others: number;
};

/** Where the processes of an installation share their windows. Nothing here may be relied on to answer. */
export type RateLedger = {
  /** Takes places for this process; `granted` may be less than wanted. `places`: given out by now, these included. */
  lease(lease: Lease): Promise<{ readonly granted: number; readonly places: Places }>;
  /** The collector's limit in the newest window of the last half hour, or null. */
  recall(key: WindowKey): Promise<number | null>;
  /** Adds to what was sent; `throttled` closes the window for every process. */
  note(uses: readonly WindowUse[]): Promise<void>;
};
