import type { ErrorDto } from "@/lib/contracts/error";
import type { OutcomeNotice } from "@/lib/contracts/live";
import type { RestoreCheck, RestoreResult } from "@/lib/contracts/recycle-bin";
import type { Settled } from "@/lib/queries/run-job";

/** What the check brought; null while it is asked for. */
export type CheckState = { readonly check: RestoreCheck } | { readonly error: ErrorDto } | null;

/** What the dialog of a restore shows. */
export type RestoreState =
  | { readonly step: "confirm"; readonly problem: RestoreProblem | null }
  | { readonly step: "denied" }
  | { readonly step: "done"; readonly templateId: string }
  | {
      readonly step: "unknown";
      /** Null when not even the number of the attempt came through. */
      readonly intentSeq: number | null;
      readonly error: ErrorDto;
      /** How it was settled without a new template; null while it is open. */
      readonly settled: "refused" | "unknown" | null;
    };

export type RestoreProblem = { readonly error: ErrorDto; readonly retry: boolean };

/** What a confirmed restore leads to; `outcomes` are those of this template that the live connection brought since it was sent. */
export function afterRestore(
  answer: Settled<RestoreResult>,
  outcomes: readonly OutcomeNotice[],
): RestoreState {
  if (answer.state === "lost") return settleRestore(unknown(null, { code: "outcome-unknown" }), outcomes);
  if (answer.state === "failed") {
    // What broke unexpectedly may have broken after the call.
    if (answer.error.code === "internal") return settleRestore(unknown(null, answer.error), outcomes);
    const retry = answer.error.code === "database-unavailable";
    return { step: "confirm", problem: { error: answer.error, retry } };
  }
  const result = answer.value;
  switch (result.kind) {
    case "restored":
      return { step: "done", templateId: result.templateId };
    case "denied":
      return { step: "denied" };
    case "failed":
      return { step: "confirm", problem: { error: result.error, retry: result.retry } };
    case "unknown":
      return settleRestore(unknown(result.intentSeq, result.error), outcomes);
  }
}

/** Shows the outcome of this template's restores that counts for one whose own answer was not usable; the last one wins. */
export function settleRestore(state: RestoreState, outcomes: readonly OutcomeNotice[]): RestoreState {
  if (state.step !== "unknown") return state;
  const own = outcomes.filter(({ intentSeq }) =>
    state.intentSeq === null ? intentSeq !== null : intentSeq === state.intentSeq,
  );
  const last = own.at(-1);
  if (last === undefined) return state;
  if (last.outcome === "succeeded" && last.templateId !== null) {
    return { step: "done", templateId: last.templateId };
  }
  if (last.outcome === "failed") return { ...state, settled: "refused" };
  // The first unknown is this very answer; only the one that gives up ends the asking.
  return last.reason === "not settled in 24 hours" ? { ...state, settled: "unknown" } : state;
}

function unknown(intentSeq: number | null, error: ErrorDto): RestoreState {
  return { step: "unknown", intentSeq, error, settled: null };
}
