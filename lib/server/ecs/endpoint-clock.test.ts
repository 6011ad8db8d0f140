import fc from "fast-check";
import { expect, it } from "vitest";
import { createEndpointClock } from "./endpoint-clock";

const answer = fc.record({
  pause: fc.integer({ min: 0, max: 5_000 }),
  there: fc.integer({ min: 0, max: 400 }),
  back: fc.integer({ min: 0, max: 400 }),
});

/** Lets answers come from an endpoint whose clock is `ahead`; `now` is ours. */
function hear(ahead: number, answers: readonly { pause: number; there: number; back: number }[]) {
  let now = 1_000_000;
  const clock = createEndpointClock(() => now);
  for (const { pause, there, back } of answers) {
    now += pause;
    const sentAt = now;
    now += there;
    const date = Math.floor((now + ahead) / 1_000) * 1_000;
    now += back;
    clock.learn({ date, sentAt, answeredAt: now });
  }
  return { clock, truth: now + ahead };
}

it("after one answer the endpoint's clock is never taken for later than it is, nor for a round trip and a second earlier", () => {
  const answers = fc.array(answer, { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(fc.integer({ min: -90_000, max: 90_000 }), answers, (ahead, heard) => {
      const { clock, truth } = hear(ahead, heard);
      expect(clock.now()).toBeLessThanOrEqual(truth);
      expect(clock.now()).toBeGreaterThanOrEqual(truth - 1_000 - 800);
    }),
  );
});

it("many answers tell it to within some milliseconds", () => {
  const heard = Array.from({ length: 200 }, (_, index) => ({ pause: 37 + (index % 13), there: 1, back: 1 }));
  const { clock, truth } = hear(12_345, heard);
  expect(truth - clock.now()).toBeLessThanOrEqual(30);
});

it("an endpoint whose clock was set is believed at its next answer", () => {
  let now = 0;
  const clock = createEndpointClock(() => now);
  clock.learn({ date: 0, sentAt: 0, answeredAt: 10 });
  now = 20;
  clock.learn({ date: 3_600_000, sentAt: 10, answeredAt: 20 });
  expect(clock.now()).toBe(3_600_000);
});
