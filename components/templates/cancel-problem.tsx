"use client";

import { useTranslations } from "next-intl";
import { ErrorCallout, type ShownError } from "@/components/ui/error-callout";
import type { CancelState } from "./use-cancel";

/** Why `Cancel the build` did not work, with ECS's code; nothing while it did. */
export function CancelProblem({ state }: { readonly state: CancelState }) {
  const t = useTranslations("deletion.blocked");
  const problem = problemOf(state);
  if (problem === null) return null;
  return <ErrorCallout error={problem.error} effect={t(problem.known ? "notCancelled" : "cancelUnknown")} />;
}

function problemOf(state: CancelState): { error: ShownError; known: boolean } | null {
  if (state.phase === "answered") {
    const { answer } = state;
    return answer.state === "failed"
      ? { error: answer.error, known: answer.error.code !== "internal" }
      : { error: { code: "outcome-unknown" }, known: false };
  }
  if (state.phase !== "refused") return null;
  const { result } = state;
  if (result.kind === "denied") return { error: { code: "forbidden" }, known: true };
  return { error: result.error, known: result.kind === "failed" };
}
