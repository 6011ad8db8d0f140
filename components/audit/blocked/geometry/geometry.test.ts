import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawBars, tracksOf } from "./pack-bars";
import { MARK, placeMarks, widthOf } from "./place-marks";
import { ticks } from "./ticks";
import { fitView, keepWithin, pan, reveal, timeAt, xOf, zoom } from "./view";

const WINDOW = { from: 1_000_000, to: 1_000_000 + 86_400_000 };
const spans = fc
  .tuple(
    fc.integer({ min: WINDOW.from, max: WINDOW.to - 5_000 }),
    fc.integer({ min: 5_000, max: 86_400_000 }),
  )
  .map(([from, length]) => keepWithin({ from, to: from + length }, WINDOW));
const widths = fc.integer({ min: 120, max: 2_000 });
const marks = fc.array(
  fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(1, 1, 1, 7, 250)),
  {
    maxLength: 400,
  },
);

/** Every other mark belongs to a bar of a third of the line. */
function barOf(part: number, value: number, width: number) {
  const left = (Math.floor(part * 3) / 3) * width;
  return value % 2 === 0 ? {} : { within: { left, right: left + width / 3 } };
}

function place(width: number, given: readonly (readonly [number, number])[]) {
  const items = given
    .map(([part, count], value) => ({ x: part * width, count, value, ...barOf(part, value, width) }))
    .sort((a, b) => a.x - b.x);
  return { items, placed: placeMarks(items, width) };
}

describe("marks", () => {
  it("never overlap, never leave the line, and never change their order", () => {
    fc.assert(
      fc.property(widths, marks, (width, given) => {
        const { placed } = place(width, given);
        for (const [index, mark] of placed.entries()) {
          expect(mark.x - mark.width / 2).toBeGreaterThanOrEqual(-1e-6);
          expect(mark.x + mark.width / 2).toBeLessThanOrEqual(width + 1e-6);
          const next = placed[index + 1];
          if (next) expect(next.x - next.width / 2).toBeGreaterThanOrEqual(mark.x + mark.width / 2 - 1e-6);
        }
      }),
    );
  });

  it("stand for every event exactly once: counts add up", () => {
    fc.assert(
      fc.property(widths, marks, (width, given) => {
        const { items, placed } = place(width, given);
        expect(placed.reduce((sum, { count }) => sum + count, 0)).toBe(
          items.reduce((sum, { count }) => sum + count, 0),
        );
        const values = placed.flatMap((mark) => mark.values);
        expect(values.sort((a, b) => a - b)).toEqual(items.map(({ value }) => value).sort((a, b) => a - b));
      }),
    );
  });

  it("are no more than fit on the line, however many events there are", () => {
    fc.assert(
      fc.property(widths, marks, (width, given) => {
        expect(place(width, given).placed.length).toBeLessThanOrEqual(Math.ceil(width / MARK));
      }),
    );
  });

  it("stand exactly at their time where there is room", () => {
    expect(
      placeMarks(
        [100, 200, 300].map((x) => ({ x, count: 1, value: x })),
        400,
      ).map(({ x }) => x),
    ).toEqual([100, 200, 300]);
  });

  it("stay on their bar when they move aside", () => {
    const within = { left: 300, right: 360 };
    const placed = placeMarks(
      [302, 303, 304].map((x) => ({ x, count: 1, value: x, within })),
      400,
    );
    expect(placed.map(({ x }) => x - MARK / 2)).toEqual([300, 300 + MARK, 300 + 2 * MARK]);
  });

  it("of a few events at one moment stand side by side, each on its own; of many become one with their number", () => {
    const few = placeMarks(
      [1, 2, 3, 4, 5].map((value) => ({ x: 200, count: 1, value })),
      400,
    );
    expect(few.map(({ count }) => count)).toEqual([1, 1, 1, 1, 1]);
    const many = placeMarks(
      Array.from({ length: 60 }, (_, value) => ({ x: 200 + value / 10, count: 1, value })),
      400,
    );
    expect(many.map(({ count }) => count)).toEqual([60]);
    expect(many[0]?.width).toBe(widthOf(60));
  });

  it("of 10,000 events on a line are placed without a quadratic cost", () => {
    const items = Array.from({ length: 10_000 }, (_, value) => ({
      x: (value / 10_000) * 1_000,
      count: 1,
      value,
    }));
    const placed = placeMarks(items, 1_000);
    expect(placed.reduce((sum, { count }) => sum + count, 0)).toBe(10_000);
    expect(placed.length).toBeLessThanOrEqual(59);
    // And not all in one: where things are dense everywhere, one sees where.
    expect(placed.length).toBeGreaterThan(10);
  });
});

describe("bars", () => {
  const times = fc.array(
    fc
      .tuple(fc.integer({ min: WINDOW.from, max: WINDOW.to }), fc.integer({ min: 1, max: 7_200_000 }))
      .map(([from, length]) => ({ from, to: from + length })),
    { maxLength: 60 },
  );

  it("of one track never overlap in time, but in the last of three", () => {
    fc.assert(
      fc.property(times, (bars) => {
        const { tracks, count } = tracksOf(bars);
        expect(count).toBeGreaterThanOrEqual(1);
        for (const track of [0, 1]) {
          const own = bars.filter((_, index) => tracks[index] === track).sort((a, b) => a.from - b.from);
          for (const [index, bar] of own.entries()) {
            const next = own[index + 1];
            if (next) expect(next.from).toBeGreaterThanOrEqual(bar.to);
          }
        }
        expect(Math.max(0, ...tracks)).toBeLessThan(count);
      }),
    );
  });

  it("lie within the view, are wide enough to be seen, and stand for every build in view once", () => {
    fc.assert(
      fc.property(times, spans, widths, (bars, view, width) => {
        const drawn = drawBars(bars, view, width);
        const inView = bars.filter(({ from, to }) => to >= view.from && from <= view.to);
        expect(drawn.reduce((sum, { count }) => sum + count, 0)).toBe(inView.length);
        for (const bar of drawn) {
          expect(bar.x).toBeGreaterThanOrEqual(0);
          expect(bar.x + bar.width).toBeLessThanOrEqual(width + 1e-6);
          expect(bar.width).toBeGreaterThanOrEqual(4 - 1e-6);
        }
      }),
    );
  });

  it("that would be a smear are drawn as few", () => {
    const bars = Array.from({ length: 5_000 }, (_, n) => ({
      from: WINDOW.from + n * 17_000,
      to: WINDOW.from + n * 17_000 + 5_000,
    }));
    expect(drawBars(bars, WINDOW, 900).length).toBeLessThanOrEqual(900 / 4);
  });
});

describe("the view", () => {
  it("never leaves the window, and is never shorter than five seconds", () => {
    fc.assert(
      fc.property(
        spans,
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: -3, max: 3, noNaN: true }),
        (view, factor, at, part) => {
          for (const next of [
            zoom(view, WINDOW, factor, at),
            pan(view, WINDOW, part),
            reveal(view, WINDOW, WINDOW.from + part * 1e7),
          ]) {
            expect(next.from).toBeGreaterThanOrEqual(WINDOW.from - 1);
            expect(next.to).toBeLessThanOrEqual(WINDOW.to + 1);
            expect(next.to - next.from).toBeGreaterThanOrEqual(5_000 - 1);
          }
        },
      ),
    );
  });

  it("keeps the time under the pointer in place when it comes closer", () => {
    fc.assert(
      fc.property(spans, fc.double({ min: 0, max: 1, noNaN: true }), (view, at) => {
        fc.pre(view.to - view.from > 20_000);
        const next = zoom(view, WINDOW, 0.5, at);
        expect(timeAt(at * 900, next, 900)).toBeCloseTo(timeAt(at * 900, view, 900), 0);
      }),
    );
  });

  it("shows a time that is asked for, and does not move when it already does", () => {
    const view = { from: WINDOW.from, to: WINDOW.from + 3_600_000 };
    expect(reveal(view, WINDOW, view.from + 1)).toBe(view);
    const later = reveal(view, WINDOW, WINDOW.to - 1);
    expect(xOf(WINDOW.to - 1, later, 100)).toBeLessThanOrEqual(100);
  });

  it("begins close around what happened, or with the whole window when that is most of it", () => {
    const close = fitView([WINDOW.to - 600_000, WINDOW.to - 1_000], WINDOW);
    expect(close.to - close.from).toBeLessThan(900_000);
    expect(fitView([WINDOW.from + 1, WINDOW.to - 1], WINDOW)).toEqual(WINDOW);
    expect(fitView([], WINDOW)).toEqual(WINDOW);
  });
});

describe("ticks", () => {
  it("are round times within the view and never closer than asked", () => {
    fc.assert(
      fc.property(spans, widths, (view, width) => {
        const found = ticks(view, width);
        for (const [index, tick] of found.entries()) {
          expect(tick.time).toBeGreaterThanOrEqual(view.from);
          expect(tick.time).toBeLessThanOrEqual(view.to);
          expect(tick.time % 1_000).toBe(0);
          const next = found[index + 1];
          if (next)
            expect(xOf(next.time, view, width) - xOf(tick.time, view, width)).toBeGreaterThanOrEqual(87);
        }
      }),
    );
  });

  it("are written as days where a day begins", () => {
    const day = Date.UTC(2026, 10, 24);
    const found = ticks({ from: day - 3_600_000, to: day + 3_600_000 }, 900);
    expect(found.find(({ time }) => time === day)?.form).toBe("day");
    expect(found.find(({ time }) => time === day + 1_800_000)?.form).toBe("minute");
  });
});
