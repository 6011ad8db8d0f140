import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ATTEMPT_STATES } from "./attempt";
import { AUDIT_OUTCOMES } from "./audit";
import { afterTry, MOST_REFUSALS, nextQueueStep, type QueueFacts, queueWait } from "./queue";

const facts = fc.record<QueueFacts>({
  now: fc.nat(1_000),
  expiresAt: fc.nat(1_000),
  nextTryAt: fc.nat(1_000),
  template: fc.constantFrom("present", "gone", "unknown"),
  deletedByHand: fc.boolean(),
  deletable: fc.boolean(),
});

describe("a queued delete that waits", () => {
  it("is tried only when the template is there, deletable, due, and not over", () => {
    fc.assert(
      fc.property(facts, (given) => {
        const isDue = given.now >= given.nextTryAt && given.now < given.expiresAt;
        const expected = given.template === "present" && given.deletable && isDue;
        expect(nextQueueStep(given).kind === "try").toBe(expected);
      }),
    );
  });

  it("ends when the template is gone, else when its days are over, and for no other reason", () => {
    fc.assert(
      fc.property(facts, (given) => {
        const step = nextQueueStep(given);
        if (given.template === "gone")
          expect(step).toEqual({ kind: "end", by: given.deletedByHand ? "by-hand" : "gone" });
        else if (given.now >= given.expiresAt) expect(step).toEqual({ kind: "end", by: "expired" });
        else expect(step.kind).not.toBe("end");
      }),
    );
  });
});

const tries = fc.record({
  attempt: fc.constantFrom(...ATTEMPT_STATES),
  outcome: fc.constantFrom(null, ...AUDIT_OUTCOMES),
  nothingHappened: fc.boolean(),
  refusals: fc.nat(MOST_REFUSALS + 2),
});

describe("a queued delete whose try reached the intent", () => {
  it("waits on only after an answer that says that nothing happened", () => {
    fc.assert(
      fc.property(tries, (given) => {
        if (afterTry(given).kind !== "wait") return;
        expect(given.nothingHappened).toBe(true);
        expect(["blocked", "failed"]).toContain(given.outcome);
      }),
    );
  });

  it("is never tried again once its outcome was not known or found by reading", () => {
    fc.assert(
      fc.property(tries, (given) => {
        const doubted = { ...given, nothingHappened: false };
        const next = afterTry(doubted);
        expect(next.kind).not.toBe("wait");
        if (given.outcome !== "succeeded" && given.attempt !== "open")
          expect(next).toEqual({ kind: "end", by: "unknown" });
      }),
    );
  });

  it("stays as it is only while the attempt is open", () => {
    fc.assert(
      fc.property(tries, (given) => {
        if (afterTry(given).kind === "stay") expect(given.attempt).toBe("open");
      }),
    );
  });

  it("a success ends it as deleted, whoever found it", () => {
    const given = {
      attempt: "corrected",
      outcome: "succeeded",
      nothingHappened: false,
      refusals: 3,
    } as const;
    expect(afterTry(given)).toEqual({ kind: "end", by: "deleted" });
  });

  it("refusals in a row are counted up to the last one; a build that began meanwhile is none", () => {
    const refused = { attempt: "settled", outcome: "failed", nothingHappened: true } as const;
    expect(afterTry({ ...refused, refusals: 0 })).toEqual({ kind: "wait", refusals: 1 });
    expect(afterTry({ ...refused, refusals: MOST_REFUSALS - 1 })).toEqual({ kind: "end", by: "refused" });
    expect(afterTry({ ...refused, outcome: "blocked", refusals: 5 })).toEqual({ kind: "wait", refusals: 0 });
  });
});

it("the waits double from 10 s and stop at an hour", () => {
  expect([1, 2, 3, 20].map(queueWait)).toEqual([10_000, 20_000, 40_000, 3_600_000]);
});
