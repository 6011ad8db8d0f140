import { expect, it } from "vitest";
import type { BlockedMark, BlockedPicture } from "@/lib/contracts/audit-blocked";
import { buildScene, drawLane, marksOnLanesOf, timesOfInterest } from "./scene";

const lane = (templateId: string) => ({ regionId: "cn-hangzhou", templateId, name: templateId, blocked: 1 });
const mark = (seq: number, minute: number, more: Partial<BlockedMark> = {}): BlockedMark => ({
  seq,
  at: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(),
  until: null,
  lane: 0,
  kind: "blocked",
  count: 1,
  actor: "a",
  buildId: null,
  buildStatus: null,
  ...more,
});
const PICTURE: BlockedPicture = {
  from: "2026-01-01T00:00:00.000Z",
  to: "2026-01-02T00:00:00.000Z",
  blocked: 3,
  templates: 2,
  events: 3,
  lanes: [lane("ip-1"), lane("ip-2")],
  bars: [
    {
      lane: 0,
      buildId: "exec-1",
      status: "BUILDING",
      from: "2026-01-01T10:00:00.000Z",
      to: null,
      extent: "running",
    },
    {
      lane: 0,
      buildId: "exec-2",
      status: "BUILDING",
      from: "2026-01-01T11:00:00.000Z",
      to: "2026-01-01T12:00:00.000Z",
      extent: "exact",
    },
  ],
  barsCut: false,
  marks: [
    mark(1, 690, { buildId: "exec-2" }),
    mark(2, 700, { buildId: "exec-1" }),
    mark(3, 720, { lane: 1 }),
  ],
  bucket: null,
};

it("a mark stands on the track and within the bar of the build that blocked it", () => {
  const scene = buildScene(PICTURE, PICTURE.marks, false);
  const [first] = scene.lanes;
  if (!first) throw new Error("no lane");
  expect(first.tracks).toBe(2);
  const { bars, marks } = drawLane(first, scene.window, 1_000);
  for (const placed of marks) {
    const bar = bars.find(({ value }) => value.bar.buildId === placed.values[0]?.buildId);
    expect(bar?.y).toBe(placed.y);
    expect(placed.x).toBeGreaterThanOrEqual(bar?.x ?? Number.NaN);
    expect(placed.x).toBeLessThanOrEqual((bar?.x ?? 0) + (bar?.width ?? 0));
  }
});

it("lanes lie below each other without a gap, narrow ones with room for the name", () => {
  for (const isNarrow of [false, true]) {
    const { lanes, height } = buildScene(PICTURE, PICTURE.marks, isNarrow);
    expect(lanes[1]?.y).toBe((lanes[0]?.y ?? 0) + (lanes[0]?.height ?? 0));
    expect(height).toBe(lanes.reduce((sum, each) => sum + each.height, 0));
  }
});

it("draws nothing that is out of view", () => {
  const scene = buildScene(PICTURE, PICTURE.marks, false);
  const night = { from: scene.window.from, to: scene.window.from + 3_600_000 };
  for (const each of scene.lanes) expect(drawLane(each, night, 1_000)).toEqual({ bars: [], marks: [] });
});

it("begins with the refused deletes and their builds, not with every build", () => {
  const times = timesOfInterest(PICTURE);
  expect(Math.min(...times)).toBe(Date.parse("2026-01-01T10:00:00.000Z"));
  expect(timesOfInterest({ ...PICTURE, marks: [] })).toEqual([]);
});

it("a closer look comes onto the lanes of the whole, by template and not by place", () => {
  const detail = {
    ...PICTURE,
    lanes: [lane("ip-2"), lane("ip-9")],
    marks: [mark(7, 5), mark(8, 6, { lane: 1 })],
  };
  expect(marksOnLanesOf(PICTURE, detail)).toEqual([{ ...mark(7, 5), lane: 1 }]);
});
