import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ATTEMPT_STATES,
  type AttemptFacts,
  FENCE_AFTER_UNKNOWN_MS,
  FENCE_MS,
  GIVE_UP_AFTER_MS,
  nextReadAt,
  PRESENT_AFTER_MS,
  SEND_WITHIN_MS,
  transition,
  type Verdict,
} from "./attempt";

const T0 = Date.parse("2026-11-24T08:00:00.000Z");
const open: AttemptFacts = { state: "open", lastOutcome: null, openedAt: T0, fenceAt: T0 + FENCE_MS };
const watched: AttemptFacts = { ...open, state: "watched", lastOutcome: "failed" };
const settled: AttemptFacts = { ...open, state: "settled", lastOutcome: "failed" };

it("the protocol's words and times are what it says: 16 min 15 s, 72 s, 45 s, 5 s, seven days", () => {
  expect(ATTEMPT_STATES).toEqual(["open", "watched", "settled", "corrected"]);
  expect([FENCE_MS, FENCE_AFTER_UNKNOWN_MS, PRESENT_AFTER_MS, SEND_WITHIN_MS, GIVE_UP_AFTER_MS]).toEqual([
    975_000, 72_000, 45_000, 5_000, 604_800_000,
  ]);
});

describe("an open attempt", () => {
  it("is settled by each answer that settles by itself", () => {
    expect(transition(open, { kind: "accepted" })).toEqual({
      state: "settled",
      outcome: "succeeded",
      late: false,
    });
    expect(transition(open, { kind: "refused", outcome: "blocked" })).toEqual({
      state: "settled",
      outcome: "blocked",
      late: false,
    });
    expect(transition(open, { kind: "not-sent" })).toEqual({
      state: "settled",
      outcome: "failed",
      late: false,
    });
  });

  it("stays open after an unknown answer, which is recorded once", () => {
    expect(transition(open, { kind: "unknown" })).toEqual({ state: "open", outcome: "unknown", late: false });
    expect(transition({ ...open, lastOutcome: "unknown" }, { kind: "unknown" })).toBeNull();
  });

  it("takes no read that began earlier than 45 s after the intent as proof that the template is there", () => {
    expect(transition(open, { kind: "present", began: T0 + 44_999 })).toBeNull();
    expect(transition(open, { kind: "present", began: T0 + 45_000 })).toMatchObject({
      state: "watched",
      outcome: "failed",
    });
  });

  it("is settled as succeeded by a read that finds the template gone, whenever it began", () => {
    for (const began of [T0, T0 + 44_999, T0 + FENCE_MS + 1]) {
      expect(transition(open, { kind: "gone", began })).toEqual({
        state: "settled",
        outcome: "succeeded",
        late: false,
      });
    }
  });

  it("is watched by a proof that began up to the fence, and corrects nothing by it", () => {
    expect(transition(open, { kind: "present", began: T0 + FENCE_MS })).toEqual({
      state: "watched",
      outcome: "failed",
      late: false,
    });
  });

  it("needs no watch when the proof began after the fence", () => {
    expect(transition(open, { kind: "present", began: T0 + FENCE_MS + 1 })).toMatchObject({
      state: "settled",
      outcome: "failed",
    });
  });

  it("gives its lock back after seven days, with a final unknown, and not a second earlier", () => {
    const week = 7 * 24 * 3600 * 1000;
    expect(transition(open, { kind: "gave-up", now: T0 + week - 1 })).toBeNull();
    expect(transition(open, { kind: "gave-up", now: T0 + week })).toEqual({
      state: "settled",
      outcome: "unknown",
      late: false,
    });
    expect(transition(watched, { kind: "gave-up", now: T0 + week - 1 })).toBeNull();
    expect(transition(watched, { kind: "gave-up", now: T0 + week })).toMatchObject({
      state: "settled",
      outcome: "unknown",
    });
  });
});

describe("a watched attempt", () => {
  it("keeps its lock until a read that began after the fence", () => {
    expect(transition(watched, { kind: "present", began: watched.fenceAt })).toBeNull();
    expect(transition(watched, { kind: "gone", began: watched.fenceAt })).toBeNull();
    expect(transition(watched, { kind: "present", began: watched.fenceAt + 1 })).toEqual({
      state: "settled",
      outcome: null,
      late: false,
    });
    expect(transition(watched, { kind: "gone", began: watched.fenceAt + 1 })).toEqual({
      state: "corrected",
      outcome: "succeeded",
      late: true,
    });
  });
});

describe("a late answer", () => {
  it.each([watched, settled])("corrects the record only when it settles by itself", (attempt) => {
    expect(transition(attempt, { kind: "accepted" })).toEqual({
      state: "corrected",
      outcome: "succeeded",
      late: true,
    });
    expect(transition(attempt, { kind: "refused", outcome: "blocked" })).toMatchObject({
      state: "corrected",
      outcome: "blocked",
    });
    expect(transition(attempt, { kind: "unknown" })).toBeNull();
    expect(transition(attempt, { kind: "not-sent" })).toBeNull();
  });
});

it("a late refusal that says what the record says ends the watch without a second event", () => {
  expect(transition(watched, { kind: "refused", outcome: "failed" })).toEqual({
    state: "settled",
    outcome: null,
    late: false,
  });
  expect(transition(settled, { kind: "refused", outcome: "failed" })).toBeNull();
});

const verdict: fc.Arbitrary<Verdict> = fc.oneof(
  fc.constantFrom<Verdict>(
    { kind: "accepted" },
    { kind: "refused", outcome: "blocked" },
    { kind: "refused", outcome: "failed" },
    { kind: "not-sent" },
    { kind: "unknown" },
  ),
  fc.record({
    kind: fc.constantFrom("gone" as const, "present" as const),
    began: fc.integer({ min: T0, max: T0 + 2 * FENCE_MS }),
  }),
  fc.record({
    kind: fc.constant("gave-up" as const),
    now: fc.integer({ min: T0, max: T0 + 8 * 24 * 3600 * 1000 }),
  }),
);

it("never goes back to a state that holds the lock, and a corrected attempt never changes again", () => {
  const rank = (state: AttemptFacts["state"]) => ATTEMPT_STATES.indexOf(state);
  fc.assert(
    fc.property(fc.array(verdict, { maxLength: 12 }), (verdicts) => {
      let attempt = open;
      for (const next of verdicts) {
        const moved = transition(attempt, next);
        if (attempt.state === "corrected") expect(moved).toBeNull();
        if (moved === null) continue;
        expect(rank(moved.state)).toBeGreaterThanOrEqual(rank(attempt.state));
        attempt = { ...attempt, state: moved.state, lastOutcome: moved.outcome ?? attempt.lastOutcome };
      }
    }),
    { numRuns: 2_000 },
  );
});

describe("the next read", () => {
  it("comes after 2, 4, 8, 16, 30, 30 seconds", () => {
    const late = { ...open, openedAt: T0 - 60_000 };
    expect([1, 2, 3, 4, 5, 6].map((reads) => nextReadAt(late, reads, T0) - T0)).toEqual([
      2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
    ]);
  });

  it("falls exactly on 45 s after the intent when the pace would step over it", () => {
    expect(nextReadAt(open, 5, T0 + 32_400)).toBe(T0 + 45_000);
    expect(nextReadAt(open, 6, T0 + 45_000)).toBe(T0 + 75_000);
  });

  it("keeps its pace before 45 s where it does not step over them", () => {
    expect(nextReadAt(open, 1, T0 + 12_000)).toBe(T0 + 14_000);
    expect(nextReadAt(open, 0, T0 + 12_000)).toBe(T0 + 14_000);
  });

  it("waits for the fence while watched, and after it keeps its pace", () => {
    expect(nextReadAt(watched, 3, T0 + 50_000)).toBe(watched.fenceAt + 1);
    expect(nextReadAt(watched, 3, watched.fenceAt)).toBe(watched.fenceAt + 1);
    expect(nextReadAt(watched, 3, watched.fenceAt + 1)).toBe(watched.fenceAt + 8_001);
  });
});
