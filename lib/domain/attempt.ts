import type { AuditOutcome } from "./audit";

/** States of one confirmed delete (delete-protocol.md, "Words"). `open` and `watched` hold the template's lock. */
export const ATTEMPT_STATES = ["open", "watched", "settled", "corrected"] as const;
export type AttemptState = (typeof ATTEMPT_STATES)[number];

/** 16 min 15 s: the signature's 15 minutes, 8 s of the call's deadline, 60 s for a late effect, and some slack. */
export const FENCE_MS = (16 * 60 + 15) * 1000;
/** Fence counted from the sender's own `unknown`: its call is over, only a late effect remains. */
export const FENCE_AFTER_UNKNOWN_MS = 72_000;
/** A read proves that a template is present only when it began this long after the intent. */
export const PRESENT_AFTER_MS = 45_000;
/** Later than this after the intent nothing is sent any more. */
export const SEND_WITHIN_MS = 5_000;
/** An attempt that nobody could settle gives its lock back after seven days. */
export const GIVE_UP_AFTER_MS = 7 * 24 * 3600 * 1000;

export type AttemptFacts = {
  readonly state: AttemptState;
  /** The outcome that counts so far; null while only the intent is there. */
  readonly lastOutcome: AuditOutcome | null;
  /** Database times in milliseconds since the epoch. */
  readonly openedAt: number;
  readonly fenceAt: number;
};

/** What somebody has learned of an attempt. `began` is when the read began, database time in milliseconds. */
export type Verdict =
  | { readonly kind: "accepted" }
  | { readonly kind: "refused"; readonly outcome: "blocked" | "failed" }
  | { readonly kind: "not-sent" }
  | { readonly kind: "unknown" }
  | { readonly kind: "gone"; readonly began: number }
  | { readonly kind: "present"; readonly began: number }
  | { readonly kind: "gave-up"; readonly now: number };

export type Transition = {
  readonly state: AttemptState;
  /** The outcome to append; null when only the state moves. */
  readonly outcome: AuditOutcome | null;
  /** True when an outcome that was recorded before turns out to be wrong. */
  readonly late: boolean;
};

/**
 * The attempt's state machine: what a verdict does to an attempt, or null when it changes nothing.
 * The caller writes outcome and state as one compare-and-set by the intent's number.
 */
export function transition(attempt: AttemptFacts, verdict: Verdict): Transition | null {
  switch (attempt.state) {
    case "open":
      return fromOpen(attempt, verdict);
    case "watched":
      return fromWatched(attempt, verdict);
    case "settled":
      return ownLateAnswer(attempt, verdict);
    case "corrected":
      return null;
  }
}

function fromOpen(attempt: AttemptFacts, verdict: Verdict): Transition | null {
  switch (verdict.kind) {
    case "accepted":
      return { state: "settled", outcome: "succeeded", late: false };
    case "refused":
      return { state: "settled", outcome: verdict.outcome, late: false };
    case "not-sent":
      return { state: "settled", outcome: "failed", late: false };
    case "unknown":
      return attempt.lastOutcome === null ? { state: "open", outcome: "unknown", late: false } : null;
    case "gone":
      return { state: "settled", outcome: "succeeded", late: false };
    case "present":
      if (verdict.began < attempt.openedAt + PRESENT_AFTER_MS) return null;
      return {
        state: verdict.began > attempt.fenceAt ? "settled" : "watched",
        outcome: "failed",
        late: false,
      };
    case "gave-up":
      return gaveUp(attempt, verdict.now);
  }
}

function fromWatched(attempt: AttemptFacts, verdict: Verdict): Transition | null {
  switch (verdict.kind) {
    case "gone":
      if (verdict.began <= attempt.fenceAt) return null;
      return { state: "corrected", outcome: "succeeded", late: true };
    case "present":
      if (verdict.began <= attempt.fenceAt) return null;
      return { state: "settled", outcome: null, late: false };
    case "gave-up":
      return gaveUp(attempt, verdict.now);
    default:
      return ownLateAnswer(attempt, verdict);
  }
}

/**
 * Once watched or settled, only an answer that settles by itself is appended, and only when it corrects the record;
 * never an `unknown` or "not sent". A call that the cloud refused can have no effect any more, so its watch ends.
 */
function ownLateAnswer(attempt: AttemptFacts, verdict: Verdict): Transition | null {
  const outcome =
    verdict.kind === "accepted" ? "succeeded" : verdict.kind === "refused" ? verdict.outcome : null;
  if (outcome === null) return null;
  if (outcome !== attempt.lastOutcome) return { state: "corrected", outcome, late: true };
  return attempt.state === "watched" ? { state: "settled", outcome: null, late: false } : null;
}

function gaveUp(attempt: AttemptFacts, now: number): Transition | null {
  if (now < attempt.openedAt + GIVE_UP_AFTER_MS) return null;
  return { state: "settled", outcome: "unknown", late: false };
}

const BACKOFF_MS = [2_000, 4_000, 8_000, 16_000] as const;
const FROM_THEN_ON_MS = 30_000;

/**
 * When to read an attempt next: 2, 4, 8, 16, 30, 30 … s after a read, and once exactly 45 s after the intent,
 * the first moment at which a read can prove that the template is still there; a watched one at its fence.
 * All times in milliseconds; `reads` is the number of reads done, `now` when the last one began.
 */
export function nextReadAt(attempt: AttemptFacts, reads: number, now: number): number {
  const next = now + (BACKOFF_MS[Math.max(reads - 1, 0)] ?? FROM_THEN_ON_MS);
  if (attempt.state === "watched") return now > attempt.fenceAt ? next : attempt.fenceAt + 1;
  const proof = attempt.openedAt + PRESENT_AFTER_MS;
  return now < proof ? Math.min(proof, next) : next;
}
