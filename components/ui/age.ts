const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export type Age =
  | { readonly unit: "now" }
  | { readonly unit: "seconds" | "minutes" | "hours" | "days"; readonly count: number }
  | { readonly unit: "date" };

/**
 * An age in milliseconds as people say it; a time that lies ahead counts as now.
 * `elapsed` never says "now" and never turns into a date.
 */
export function ageOf(ms: number, style: "ago" | "elapsed"): Age {
  if (style === "ago" && ms < 2 * SECOND) return { unit: "now" };
  if (ms < MINUTE) return { unit: "seconds", count: Math.max(0, Math.floor(ms / SECOND)) };
  if (ms < HOUR) return { unit: "minutes", count: Math.floor(ms / MINUTE) };
  if (ms < DAY) return { unit: "hours", count: Math.floor(ms / HOUR) };
  if (style === "elapsed" || ms < 7 * DAY) return { unit: "days", count: Math.floor(ms / DAY) };
  return { unit: "date" };
}

/** How often an age of so many milliseconds needs a look, in milliseconds. */
export function ageStep(ms: number): number {
  return ms < MINUTE ? SECOND : ms < HOUR ? 10 * SECOND : MINUTE;
}
