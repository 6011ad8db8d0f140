import fc from "fast-check";
import { expect, it } from "vitest";
import { fullRate, nextRate, throttledBy } from "./rate";

it("a throttled window lowers the rate to just below what went through, by half at most", () => {
  const lowered = (passed: number) => nextRate(fullRate(600), { passed, throttled: true }, 600).limit;
  expect([lowered(500), lowered(590), lowered(10), lowered(0)]).toEqual([490, 578, 300, 300]);
});

it("it recovers slowly: feeling its way near the last ceiling, back from half within the hour", () => {
  let rate = nextRate(fullRate(1_000), { passed: 500, throttled: true }, 1_000);
  expect(rate.limit).toBe(500);
  rate = nextRate(rate, { passed: 480, throttled: false }, 1_000);
  expect(rate.limit).toBe(502);
  for (let window = 0; window < 120; window += 1)
    rate = nextRate(rate, { passed: rate.limit, throttled: false }, 1_000);
  expect(rate).toEqual(fullRate(1_000));
});

it("whatever happens, the rate stays between one call and the budget, and never rises by a throttled window", () => {
  const end = fc.record({ passed: fc.integer({ min: 0, max: 2_000 }), throttled: fc.boolean() });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000 }), fc.array(end, { maxLength: 100 }), (budget, ends) => {
      let rate = fullRate(budget);
      for (const each of ends) {
        const next = nextRate(rate, each, budget);
        expect(next.limit).toBeGreaterThanOrEqual(1);
        expect(next.limit).toBeLessThanOrEqual(budget);
        if (each.throttled) expect(next.limit).toBeLessThanOrEqual(rate.limit);
        rate = next;
      }
    }),
  );
});

it("throttling is somebody else's doing when more went through before, or fewer than any quota allows", () => {
  expect(throttledBy(500, 600)).toBe("others");
  expect(throttledBy(40, 0)).toBe("others");
  expect(throttledBy(500, 400)).toBe("ours");
});
