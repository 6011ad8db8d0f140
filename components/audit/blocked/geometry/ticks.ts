import type { Span } from "./view";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14, 28, 91, 182, 364].map((n) => n * DAY),
];

/** How a tick is written: to the second, to the minute, or as a day. */
export type TickForm = "second" | "minute" | "day";
export type Tick = { readonly time: number; readonly form: TickForm };

/** Round times (UTC) within the view, never closer than `apart` pixels. */
export function ticks(view: Span, width: number, apart = 88): Tick[] {
  const length = view.to - view.from;
  const most = Math.max(1, Math.floor(width / apart));
  const step = STEPS.find((each) => length / each <= most) ?? Math.ceil(length / most / DAY) * DAY;
  const found: Tick[] = [];
  for (let time = Math.ceil(view.from / step) * step; time <= view.to; time += step) {
    found.push({ time, form: step >= DAY || time % DAY === 0 ? "day" : step < MINUTE ? "second" : "minute" });
  }
  return found;
}
