import type { AttemptState } from "./attempt";
import type { AuditOutcome } from "./audit";

/** `waiting`: for its build; `trying`: an intent of it is written and not settled; `ended`: nothing more is done. */
export type QueueState = "waiting" | "trying" | "ended";

/** Why a queued delete ended. Only `deleted` is no end without a delete. */
export type QueueEnd =
  | "deleted"
  | "revoked"
  | "expired"
  | "gone"
  | "by-hand"
  | "denied"
  | "refused"
  | "unknown";

/** QUEUE_DAYS where nobody said. */
export const QUEUE_DAYS = 7;
/** Tries in a row that ECS answered with a refusal, at most; the waits between them add up to well over an hour. */
export const MOST_REFUSALS = 10;

const FIRST_WAIT_MS = 10_000;
const LONGEST_WAIT_MS = 3_600_000;

/** What our copy and our own tables tell of a queued delete that waits. Times in milliseconds, the database's. */
export type QueueFacts = {
  readonly now: number;
  readonly expiresAt: number;
  readonly nextTryAt: number;
  /** `present` in our copy; `gone` only with a tombstone; neither: not known, which is no end. */
  readonly template: "present" | "gone" | "unknown";
  /** A delete of it that somebody confirmed after it was queued has succeeded. */
  readonly deletedByHand: boolean;
  /** The rule's word over our copy: every build finished, no protection, no attempt. */
  readonly deletable: boolean;
};

export type QueueStep =
  | { readonly kind: "wait" | "try" }
  | { readonly kind: "end"; readonly by: Extract<QueueEnd, "gone" | "by-hand" | "expired"> };

/** What is to be done with a queued delete that waits. What is not known is waited for. */
export function nextQueueStep(facts: QueueFacts): QueueStep {
  if (facts.template === "gone") return { kind: "end", by: facts.deletedByHand ? "by-hand" : "gone" };
  if (facts.now >= facts.expiresAt) return { kind: "end", by: "expired" };
  if (facts.template !== "present" || !facts.deletable || facts.now < facts.nextTryAt)
    return { kind: "wait" };
  return { kind: "try" };
}

/** What the log holds of a try that has its intent. */
export type TryFacts = {
  readonly attempt: AttemptState;
  /** The outcome that counts so far; null while only the intent is there. */
  readonly outcome: AuditOutcome | null;
  /** ECS answered this very call with a 4xx and a code, or not a byte was sent: nothing can have happened. */
  readonly nothingHappened: boolean;
  /** Refusals in a row before this one. */
  readonly refusals: number;
};

export type AfterTry =
  | { readonly kind: "stay" }
  | { readonly kind: "wait"; readonly refusals: number }
  | { readonly kind: "end"; readonly by: Extract<QueueEnd, "deleted" | "refused" | "unknown"> };

/**
 * What becomes of a queued delete whose try reached the intent, whoever looks, also after a crash. It waits on only
 * after an answer that says that nothing happened; whatever else ends it, so that nothing is sent twice.
 */
export function afterTry({ attempt, outcome, nothingHappened, refusals }: TryFacts): AfterTry {
  if (outcome === "succeeded") return { kind: "end", by: "deleted" };
  // A build that began meanwhile is no failure: it is waited for.
  if (nothingHappened && outcome === "blocked") return { kind: "wait", refusals: 0 };
  if (nothingHappened && outcome === "failed") {
    const count = refusals + 1;
    return count < MOST_REFUSALS ? { kind: "wait", refusals: count } : { kind: "end", by: "refused" };
  }
  return attempt === "open" ? { kind: "stay" } : { kind: "end", by: "unknown" };
}

/** How long to wait after so many refusals or unreadable looks in a row: 10, 20, 40 s … one hour. */
export function queueWait(failures: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** Math.max(0, failures - 1), LONGEST_WAIT_MS);
}
