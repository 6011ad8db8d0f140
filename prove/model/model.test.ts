import { expect, it, vi } from "vitest";
import { explore } from "./explore";
import { WORLDS } from "./world";

// The whole model is `npm run prove -- model`; here one attempt at fewer moments, so that a change of the state machine
// that breaks the protocol is seen at once.
vi.setConfig({ testTimeout: 120_000 });

const SMALL = { ...WORLDS.one, moments: [0, 4, 46, 77, 900, 968, 976, 1200] };

it("one attempt and two reconcilers: every reachable state keeps the protocol's invariants", () => {
  const { complete, counterexample, ends } = explore(SMALL, null);
  expect(counterexample).toBeNull();
  expect({ complete, hasEnds: ends > 0 }).toEqual({ complete: true, hasEnds: true });
});

it.each([
  ["fence", 'settled as "failed", and its delete took effect'],
  ["fence-72s", 'settled as "failed", and its delete took effect'],
  ["nonce-used-is-unknown", "a delete took effect after its lock was given back"],
  ["compare-and-set", '"succeeded" was recorded after "succeeded"'],
  ["gone-both", 'the last outcome says "succeeded", the template exists'],
] as const)("without the rule %s the model finds a wrong outcome", (rule, wrong) => {
  expect(explore(SMALL, rule).counterexample?.wrong).toBe(wrong);
});
