"use client";

import { useState } from "react";
import type { ShownError } from "@/components/ui/error-callout";
import type { BuildListItem } from "@/lib/contracts/build";
import type { CancelResult } from "@/lib/contracts/delete";
import type { Settled } from "@/lib/queries/run-job";
import { requestCancel } from "@/lib/queries/template-actions";

export type CancelState =
  | { readonly phase: "asking" | "accepted" }
  /** `isKnown`: ECS refused or nothing was sent; else it is not known whether it is being cancelled. */
  | { readonly phase: "problem"; readonly error: ShownError; readonly isKnown: boolean };

export type Cancels = {
  readonly stateOf: (build: BuildListItem) => CancelState | undefined;
  readonly cancel: (build: BuildListItem) => Promise<CancelState>;
};

/** Presses on `Cancel`, by build: sent as they are, ECS decides. */
export function useCancels(): Cancels {
  const [states, setStates] = useState<Readonly<Record<string, CancelState>>>({});
  const set = (id: string, state: CancelState) => setStates((old) => ({ ...old, [id]: state }));
  return {
    stateOf: (build) => states[build.id],
    async cancel(build) {
      const before = states[build.id];
      if (before?.phase === "asking") return before;
      set(build.id, { phase: "asking" });
      const { regionId, templateId, id: buildId } = build;
      const state = toState(await requestCancel({ regionId, templateId, buildId }));
      set(build.id, state);
      return state;
    },
  };
}

function toState(answer: Settled<CancelResult>): CancelState {
  if (answer.state === "failed") {
    return { phase: "problem", error: answer.error, isKnown: answer.error.code !== "internal" };
  }
  if (answer.state !== "done") {
    return { phase: "problem", error: { code: "outcome-unknown" }, isKnown: false };
  }
  const result = answer.value;
  if (result.kind === "cancelling") return { phase: "accepted" };
  if (result.kind === "denied") return { phase: "problem", error: { code: "forbidden" }, isKnown: true };
  return { phase: "problem", error: result.error, isKnown: result.kind === "failed" };
}
