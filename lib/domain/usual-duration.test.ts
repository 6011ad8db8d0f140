import fc from "fast-check";
import { expect, it } from "vitest";
import { type BuildSpan, usualDuration } from "./usual-duration";

const START = Date.parse("2026-01-31T08:00:00.000Z");

/** A build that began that many minutes after the start and took that many. */
function build(at: number, minutes: number | null, status = "SUCCESS"): BuildSpan {
  const created = START + at * 60_000;
  return {
    status,
    createdAt: new Date(created).toISOString(),
    modifiedAt: minutes === null ? null : new Date(created + minutes * 60_000).toISOString(),
  };
}

it("without a finished build there is no usual length", () => {
  expect(usualDuration([])).toBeNull();
  expect(usualDuration([build(0, 5, "BUILDING"), build(1, 5, "FROBNICATING"), build(2, null)])).toBeNull();
});

it("it is the median of the finished builds, and says how many they are", () => {
  expect(usualDuration([build(0, 10), build(1, 30, "FAILED"), build(2, 20, "CANCELLED")])).toEqual({
    ms: 20 * 60_000,
    builds: 3,
  });
  expect(usualDuration([build(0, 10), build(1, 20)])).toEqual({ ms: 15 * 60_000, builds: 2 });
});

it("only the last ten count, whatever order they come in", () => {
  const all = [...Array.from({ length: 10 }, (_, n) => build(n + 10, 7)), build(0, 900), build(1, 900)];
  expect(usualDuration(all.reverse())).toEqual({ ms: 7 * 60_000, builds: 10 });
});

it("a build that ECS says was changed before it was made tells nothing", () => {
  expect(usualDuration([build(0, -3), build(1, 4)])).toEqual({ ms: 4 * 60_000, builds: 1 });
});

it("the median lies between the shortest and the longest, and rests on ten at most", () => {
  const spans = fc.array(fc.tuple(fc.nat(10_000), fc.nat(500)), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(spans, (given) => {
      const usual = usualDuration(given.map(([at, minutes]) => build(at, minutes)));
      const lengths = given.map(([, minutes]) => minutes * 60_000);
      expect(usual?.builds).toBe(Math.min(10, given.length));
      expect(usual?.ms).toBeGreaterThanOrEqual(Math.min(...lengths));
      expect(usual?.ms).toBeLessThanOrEqual(Math.max(...lengths));
    }),
  );
});
