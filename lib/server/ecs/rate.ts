import "server-only";

/** How many calls a minute the collector may send for one region and operation now. */
export type Rate = {
  readonly limit: number;
  /** So many went through in a window that ECS then closed; null: none was closed lately. */
  readonly ceiling: number | null;
  /** Windows since then. */
  readonly clean: number;
};

/** What became of one window: calls that went through, and whether ECS throttled it. */
export type WindowEnd = { readonly passed: number; readonly throttled: boolean };

/** A throttled window is closed at once, so the next one need not fall far; never by more than half. */
const BACK_OFF = 0.98;
const MOST_FALL = 0.5;
/** Near the last ceiling the rate feels its way, elsewhere it is back from nothing in 50 minutes. */
const NEAR = 0.9;
const FEEL = 500;
const RECOVER = 50;
const FORGET_AFTER = 60;

export function fullRate(perMinute: number): Rate {
  return { limit: perMinute, ceiling: null, clean: 0 };
}

/** Additive increase, multiplicative decrease: the rate of the next window after one that ended. */
export function nextRate(rate: Rate, end: WindowEnd, perMinute: number): Rate {
  if (end.throttled) {
    const limit = Math.max(1, Math.ceil(rate.limit * MOST_FALL), Math.floor(end.passed * BACK_OFF));
    return { limit: Math.min(limit, rate.limit), ceiling: end.passed, clean: 0 };
  }
  if (rate.limit >= perMinute) return fullRate(perMinute);
  const clean = rate.clean + 1;
  const isPast = rate.ceiling !== null && end.passed > rate.ceiling * 1.02;
  const ceiling = clean > FORGET_AFTER || isPast ? null : rate.ceiling;
  const isNear = ceiling !== null && rate.limit >= NEAR * ceiling;
  const step = Math.max(1, Math.floor(perMinute / (isNear ? FEEL : RECOVER)));
  return { limit: Math.min(perMinute, rate.limit + step), ceiling, clean };
}

/** The smallest limit that ECS is known to set. Source: rows of its API quota page. */
const LEAST_QUOTA = 60;

/**
 * Whose calls had ECS throttle a window in which `passed` of ours went through: more of ours went through in another
 * window of the last hour, or fewer than any quota allows, so somebody else of the account took the rest.
 */
export function throttledBy(passed: number, bestOfHour: number): "ours" | "others" {
  return passed < Math.max(bestOfHour, LEAST_QUOTA) ? "others" : "ours";
}
