import {
  type AttemptFacts,
  FENCE_AFTER_UNKNOWN_MS,
  type Transition,
  transition,
  type Verdict,
} from "@/lib/domain/attempt";
import type { Attempt, State } from "./state";
import type { Laws } from "./world";

/** The row as a writer takes it to be: as it is, or as it was when it read, where compare-and-set is taken away. */
export type Believed = Pick<Attempt, "row" | "last">;

const ms = (seconds: number) => seconds * 1000;

/**
 * What a verdict does to an attempt, by the product's own `transition`; a removed rule bends the facts, the verdict, or
 * the answer. Null: nothing changes.
 */
function decide(attempt: Attempt, believed: Believed, verdict: Verdict, { keeps }: Laws): Transition | null {
  const { row, last } = believed;
  if (row === "none") return null;
  const facts: AttemptFacts = {
    state: row,
    lastOutcome: last,
    openedAt: ms(attempt.opened),
    fenceAt: ms(keeps("fence") ? attempt.fence : attempt.opened),
  };
  let told = verdict;
  if (told.kind === "present" && !keeps("present-45s"))
    told = { ...told, began: Math.max(told.began, facts.openedAt + 45_000) };
  if (told.kind === "gone" && row === "watched" && !keeps("gone-after-fence"))
    told = { ...told, began: facts.fenceAt + 1 };
  if (row !== "open") {
    if (told.kind === "unknown" && !keeps("late-unknown"))
      return { state: row, outcome: "unknown", late: true };
    if (told.kind === "not-sent" && !keeps("late-not-sent"))
      return { state: "corrected", outcome: "failed", late: true };
  }
  return transition(facts, told);
}

/** Step 8 and every later settling, in place; what must never be written down is marked on the state. */
export function settle(
  state: State,
  index: number,
  verdict: Verdict,
  laws: Laws,
  now: number,
  believed?: Believed,
): void {
  const target = laws.keeps("by-intent") ? index : lockHolder(state, index);
  const attempt = state.attempts[target];
  if (!attempt) return;
  const next = decide(attempt, believed ?? attempt, verdict, laws);
  if (next === null) return;
  if (next.outcome !== null) {
    const wrong = objection(state, attempt, next, verdict);
    if (wrong !== null) state.wrong ??= wrong;
    attempt.last = next.outcome;
  }
  attempt.row = next.state;
  if (verdict.kind === "unknown") {
    attempt.fence = now + (laws.keeps("fence-72s") ? FENCE_AFTER_UNKNOWN_MS / 1000 : 0);
    // Every read that is under way began before the new fence.
    state.readings = state.readings.map((reading) =>
      reading?.of === target && reading.band === "late" ? { ...reading, band: "middle" } : reading,
    );
  }
  if (verdict.kind === "gave-up") attempt.gaveUp = true;
  if (next.state === "settled" || next.state === "corrected") attempt.by = verdict.kind;
  if (next.outcome === "succeeded") {
    if (laws.world.collectors > 0 || laws.world.attempts > 1) state.tombstone = now;
    state.rowListed = null;
  }
}

/** Without the intent's number a writer finds "the" attempt of the template. */
function lockHolder(state: State, otherwise: number): number {
  const found = state.attempts.findIndex(({ row }) => row === "open" || row === "watched");
  return found === -1 ? otherwise : found;
}

/** What an appended outcome contradicts, or null. */
function objection(state: State, attempt: Attempt, next: Transition, verdict: Verdict): string | null {
  if (attempt.last === "succeeded" && verdict.kind !== "refused")
    return `"${next.outcome}" was recorded after "succeeded"`;
  if (attempt.last === next.outcome && next.outcome !== "unknown")
    return `"${next.outcome}" was recorded twice for one intent`;
  if (next.outcome === "succeeded" && attempt.afterGrave && !state.reborn)
    return "a delete counts as succeeded whose template was recorded as gone before its intent";
  if (next.outcome === "succeeded" && state.vanished > 0 && !state.reborn)
    return "one template was recorded as vanished and as deleted here";
  return null;
}
