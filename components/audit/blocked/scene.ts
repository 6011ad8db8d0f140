import type { BlockedBar, BlockedLane, BlockedMark, BlockedPicture } from "@/lib/contracts/audit-blocked";
import { type DrawnBar, drawBars, tracksOf } from "./geometry/pack-bars";
import { type Placed, placeMarks } from "./geometry/place-marks";
import { type Span, xOf } from "./geometry/view";

/** Heights in pixels: a lane of one track, each further track, and the name above the lane where there is no room beside it. */
export const LANE = 34;
const TRACK = 24;
const NAME_ABOVE = 20;

type SceneBar = {
  readonly from: number;
  readonly to: number;
  readonly track: number;
  readonly bar: BlockedBar;
};
type SceneMark = { readonly time: number; readonly track: number; readonly mark: BlockedMark };

/** A template's lane with what belongs on it, in times and not yet in pixels across. */
export type SceneLane = {
  readonly index: number;
  readonly lane: BlockedLane;
  readonly y: number;
  readonly height: number;
  readonly tracks: number;
  readonly bars: readonly SceneBar[];
  /** By time. */
  readonly marks: readonly SceneMark[];
};

export type Scene = { readonly lanes: readonly SceneLane[]; readonly height: number; readonly window: Span };

/** What a lane shows at a view: `y` is the middle of its track. */
export type DrawnLane = {
  readonly bars: readonly (DrawnBar<SceneBar> & { readonly y: number })[];
  readonly marks: readonly (Placed<BlockedMark> & { readonly y: number })[];
};

/** The window of a picture as times. */
export function windowOf(picture: Pick<BlockedPicture, "from" | "to">): Span {
  return { from: Date.parse(picture.from), to: Date.parse(picture.to) };
}

/** The middle of what a mark stands for. */
function timeOf({ at, until }: Pick<BlockedMark, "at" | "until">): number {
  const first = Date.parse(at);
  return until === null ? first : (first + Date.parse(until)) / 2;
}

/** Arranges lanes below each other; `marks` may be finer than the picture's own. */
export function buildScene(picture: BlockedPicture, marks: readonly BlockedMark[], isNarrow: boolean): Scene {
  const window = windowOf(picture);
  let y = 0;
  const lanes = picture.lanes.map((lane, index): SceneLane => {
    const own = picture.bars
      .filter((bar) => bar.lane === index)
      .map((bar) => ({
        from: Date.parse(bar.from),
        to: bar.to === null ? window.to : Date.parse(bar.to),
        bar,
      }));
    const { tracks, count } = tracksOf(own);
    const bars = own.map((bar, place) => ({ ...bar, track: tracks[place] ?? 0 }));
    const trackOfBuild = new Map(bars.map(({ bar, track }) => [bar.buildId, track]));
    const laneMarks = marks
      .filter((mark) => mark.lane === index)
      .map((mark) => ({ mark, time: timeOf(mark), track: trackOfBuild.get(mark.buildId ?? "") ?? 0 }))
      .sort((a, b) => a.time - b.time);
    const height = LANE + (count - 1) * TRACK + (isNarrow ? NAME_ABOVE : 0);
    const placed = { index, lane, y, height, tracks: count, bars, marks: laneMarks };
    y += height;
    return placed;
  });
  return { lanes, height: y, window };
}

/** A lane's bars and marks in pixels; nothing outside of the view, and no more marks than fit on a line. */
export function drawLane(lane: SceneLane, view: Span, width: number): DrawnLane {
  const top = lane.height - LANE - (lane.tracks - 1) * TRACK + LANE / 2;
  const drawn = Array.from({ length: lane.tracks }, (_, track) => {
    const y = top + track * TRACK;
    const bars = drawBars(
      lane.bars.filter((bar) => bar.track === track),
      view,
      width,
    );
    const ends = new Map(
      bars.map(({ value, x, width: length }) => [value.bar.buildId, { left: x, right: x + length }]),
    );
    const items = lane.marks
      .filter((mark) => mark.track === track && mark.time >= view.from && mark.time <= view.to)
      .map(({ mark, time }) => {
        const within = ends.get(mark.buildId ?? "");
        return { x: xOf(time, view, width), count: mark.count, value: mark, ...(within ? { within } : {}) };
      });
    return {
      bars: bars.map((bar) => ({ ...bar, y })),
      marks: placeMarks(items, width).map((mark) => ({ ...mark, y })),
    };
  });
  return { bars: drawn.flatMap(({ bars }) => bars), marks: drawn.flatMap(({ marks }) => marks) };
}

/** Times of the refused deletes and of the builds that refused them: what the picture begins with. */
export function timesOfInterest(picture: BlockedPicture): number[] {
  const window = windowOf(picture);
  const blocked = picture.marks.filter(({ kind }) => kind === "blocked");
  const builds = new Set(blocked.map(({ buildId }) => buildId));
  const bars = picture.bars.filter(({ buildId }) => builds.has(buildId));
  return [
    ...blocked.flatMap(({ at, until }) => [at, until ?? at]).map((at) => Date.parse(at)),
    ...bars.flatMap(({ from, to }) => [Date.parse(from), to === null ? window.to : Date.parse(to)]),
  ].map((time) => Math.max(window.from, Math.min(time, window.to)));
}

/** The marks of a closer look at a part of the picture, on the lanes of the whole. */
export function marksOnLanesOf(picture: BlockedPicture, detail: BlockedPicture): BlockedMark[] {
  const keyOf = (lane: BlockedLane | undefined) => `${lane?.regionId}/${lane?.templateId}`;
  const places = new Map(picture.lanes.map((lane, index) => [keyOf(lane), index]));
  return detail.marks.flatMap((mark) => {
    const lane = places.get(keyOf(detail.lanes[mark.lane]));
    return lane === undefined ? [] : { ...mark, lane };
  });
}
