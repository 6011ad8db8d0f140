/** A stretch of time in milliseconds since the epoch, `from` before `to`. */
export type Span = { readonly from: number; readonly to: number };

/** Nothing shorter than this is ever drawn over the whole width. */
const SHORTEST_MS = 5_000;

/** The view moved and, where it is longer than the window, shortened so that it lies within. */
export function keepWithin(view: Span, window: Span): Span {
  const length = Math.min(Math.max(view.to - view.from, SHORTEST_MS), window.to - window.from);
  const from = Math.min(Math.max(view.from, window.from), window.to - length);
  return { from, to: from + length };
}

/** The view with its length multiplied by `factor` (below 1: closer), the time at the `at` part of its width kept in place. */
export function zoom(view: Span, window: Span, factor: number, at = 0.5): Span {
  const length = view.to - view.from;
  const wanted = Math.max(length * factor, SHORTEST_MS);
  const from = view.from + (length - wanted) * at;
  return keepWithin({ from, to: from + wanted }, window);
}

/** The view moved by a part of its length; positive is later. */
export function pan(view: Span, window: Span, part: number): Span {
  const by = (view.to - view.from) * part;
  return keepWithin({ from: view.from + by, to: view.to + by }, window);
}

/** The view with `time` in it: unchanged when it is, else moved until that stands in the middle. */
export function reveal(view: Span, window: Span, time: number): Span {
  if (time >= view.from && time <= view.to) return view;
  const half = (view.to - view.from) / 2;
  return keepWithin({ from: time - half, to: time + half }, window);
}

/** The part of the window in which something happened, with some air; the window itself when that is most of it. */
export function fitView(times: readonly number[], window: Span): Span {
  if (times.length === 0) return window;
  const first = times.reduce((a, b) => Math.min(a, b));
  const last = times.reduce((a, b) => Math.max(a, b));
  const air = Math.max((last - first) * 0.06, 60_000);
  const close = keepWithin({ from: first - air, to: last + air }, window);
  return close.to - close.from > (window.to - window.from) * 0.6 ? window : close;
}

/** Where a time stands on `width` pixels. */
export function xOf(time: number, view: Span, width: number): number {
  return ((time - view.from) / (view.to - view.from)) * width;
}

/** The time at a pixel. */
export function timeAt(x: number, view: Span, width: number): number {
  return view.from + (x / width) * (view.to - view.from);
}
