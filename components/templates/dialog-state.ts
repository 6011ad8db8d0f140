import type { Blocked, Confirmable, DeleteResult, ExplainResult } from "@/lib/contracts/delete";
import type { ErrorDto } from "@/lib/contracts/error";
import type { OutcomeNotice } from "@/lib/contracts/live";
import type { Settled } from "@/lib/queries/run-job";

/** What the one dialog of a template's delete shows. It turns from one into the other without closing. */
export type DialogState =
  | {
      readonly step: "confirm";
      /** Facts of a fresh read, when one was made before the confirmation. */
      readonly fresh: Confirmable | null;
      readonly problem: { readonly error: ErrorDto; readonly retry: boolean } | null;
    }
  | {
      readonly step: "blocked";
      readonly blocked: Blocked;
      /** A confirmed delete was refused; else a press on a Delete that may not act. */
      readonly confirmed: boolean;
    }
  | { readonly step: "denied" }
  /** It could not be found out whether it may be deleted. */
  | {
      readonly step: "unexplained";
      readonly error: ErrorDto;
      readonly retry: boolean;
      /** Not even this console has answered. */
      readonly silent: boolean;
    }
  | {
      readonly step: "unknown";
      /** Null when not even the number of the attempt came through. */
      readonly intentSeq: number | null;
      readonly error: ErrorDto;
      readonly settled: OutcomeNotice | null;
    }
  | { readonly step: "deleted"; readonly recordPending: boolean };

const SILENT: ErrorDto = { code: "internal" };

/** What a press on a Delete that may not act leads to. */
export function afterExplain(answer: Settled<ExplainResult>): DialogState {
  if (answer.state === "lost") return { step: "unexplained", error: SILENT, retry: true, silent: true };
  if (answer.state === "failed")
    return { step: "unexplained", error: answer.error, retry: true, silent: false };
  const result = answer.value;
  switch (result.kind) {
    case "deletable":
      return { step: "confirm", fresh: result, problem: null };
    case "blocked":
      return { step: "blocked", blocked: result, confirmed: false };
    case "denied":
      return { step: "denied" };
    case "failed":
      return { step: "unexplained", error: result.error, retry: result.retry, silent: false };
  }
}

/** What a confirmed delete leads to; `outcomes` are those that the live connection brought since it was sent. */
export function afterDelete(
  answer: Settled<DeleteResult>,
  fresh: Confirmable | null,
  outcomes: readonly OutcomeNotice[],
): DialogState {
  if (answer.state === "lost") return settle(unknown(null, { code: "outcome-unknown" }), outcomes);
  if (answer.state === "failed") {
    // What broke unexpectedly may have broken after the call.
    if (answer.error.code === "internal") return settle(unknown(null, answer.error), outcomes);
    const retry = answer.error.code === "database-unavailable";
    return { step: "confirm", fresh, problem: { error: answer.error, retry } };
  }
  const result = answer.value;
  switch (result.kind) {
    case "deleted":
      return { step: "deleted", recordPending: result.recordPending };
    case "blocked":
      return { step: "blocked", blocked: result, confirmed: true };
    case "denied":
      return { step: "denied" };
    case "failed":
      return { step: "confirm", fresh, problem: { error: result.error, retry: result.retry } };
    case "unknown":
      return settle(unknown(result.intentSeq, result.error), outcomes);
  }
}

/** Shows the outcome that counts for an attempt whose own answer was not usable; the last one wins. */
export function settle(state: DialogState, outcomes: readonly OutcomeNotice[]): DialogState {
  if (state.step !== "unknown") return state;
  const own = outcomes.filter(
    (notice) =>
      notice.action === "template.delete" &&
      notice.outcome !== "unknown" &&
      notice.outcome !== null &&
      (state.intentSeq === null ? notice.intentSeq !== null : notice.intentSeq === state.intentSeq),
  );
  const last = own.at(-1);
  return last === undefined ? state : { ...state, settled: last };
}

function unknown(intentSeq: number | null, error: ErrorDto): DialogState {
  return { step: "unknown", intentSeq, error, settled: null };
}
