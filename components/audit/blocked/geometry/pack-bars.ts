import { type Span, xOf } from "./view";

/** A build's time; several at once of one template lie in tracks below each other. */
export type BarTime = { readonly from: number; readonly to: number };

/** More builds at once than these share the last track. */
const TRACKS_MAX = 3;
/** Below this a bar could not be seen. */
const SHORTEST = 4;

/** The track of each bar, in the order given, and how many there are (at least one): bars of a track never overlap in time, but for those of the last one. */
export function tracksOf(bars: readonly BarTime[]): {
  readonly tracks: readonly number[];
  readonly count: number;
} {
  const order = bars.map((_, index) => index).sort((a, b) => (bars[a]?.from ?? 0) - (bars[b]?.from ?? 0));
  const ends: number[] = [];
  const tracks: number[] = bars.map(() => 0);
  for (const index of order) {
    const bar = bars[index];
    if (bar === undefined) continue;
    const free = ends.findIndex((end) => end <= bar.from);
    const track = free === -1 ? Math.min(ends.length, TRACKS_MAX - 1) : free;
    tracks[index] = track;
    ends[track] = Math.max(ends[track] ?? Number.NEGATIVE_INFINITY, bar.to);
  }
  return { tracks, count: Math.max(1, ends.length) };
}

export type DrawnBar<T> = {
  readonly x: number;
  readonly width: number;
  readonly value: T;
  /** Builds it stands for: too short ones side by side are drawn as one. */
  readonly count: number;
  /** Goes on beyond the left or right end of the view. */
  readonly isCutLeft: boolean;
  readonly isCutRight: boolean;
};

/** The bars of one track as far as they are in view, in the order of time; those that would be a smear become one. */
export function drawBars<T extends BarTime>(bars: readonly T[], view: Span, width: number): DrawnBar<T>[] {
  const drawn: DrawnBar<T>[] = [];
  for (const value of [...bars].sort((a, b) => a.from - b.from)) {
    if (value.to < view.from || value.from > view.to) continue;
    const left = Math.max(0, xOf(value.from, view, width));
    const right = Math.min(width, xOf(value.to, view, width));
    const before = drawn.at(-1);
    const start = Math.min(left, width - SHORTEST);
    if (before && right - before.x < before.width + SHORTEST && right - left < SHORTEST) {
      drawn.splice(-1, 1, {
        ...before,
        width: Math.max(before.width, right - before.x),
        count: before.count + 1,
      });
      continue;
    }
    drawn.push({
      x: start,
      width: Math.max(SHORTEST, right - start),
      value,
      count: 1,
      isCutLeft: value.from < view.from,
      isCutRight: value.to > view.to,
    });
  }
  return drawn;
}
