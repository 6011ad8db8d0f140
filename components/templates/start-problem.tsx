"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { ErrorCallout } from "@/components/ui/error-callout";
import type { StartResult } from "@/lib/contracts/delete";
import type { ErrorDto } from "@/lib/contracts/error";
import type { Settled } from "@/lib/queries/run-job";

/** Why a build was not started, shown in the row until it is dismissed. */
export type StartProblem =
  | { readonly kind: "refused"; readonly why: "role" | "running" | "deleting" }
  | { readonly kind: "failed"; readonly error: ErrorDto; readonly retry: boolean }
  /** Not known whether it started; its intent's number when it came through. */
  | { readonly kind: "unknown"; readonly intentSeq: number | null; readonly error: ErrorDto };

/** The problem that an answer tells of; null when the build was started. */
export function problemOf(answer: Settled<StartResult>): StartProblem | null {
  if (answer.state === "lost")
    return { kind: "unknown", intentSeq: null, error: { code: "outcome-unknown" } };
  if (answer.state === "failed") {
    if (answer.error.code === "internal") return { kind: "unknown", intentSeq: null, error: answer.error };
    return { kind: "failed", error: answer.error, retry: answer.error.code === "database-unavailable" };
  }
  const result = answer.value;
  switch (result.kind) {
    case "started":
      return null;
    case "denied":
      return { kind: "refused", why: "role" };
    case "failed":
      return { kind: "failed", error: result.error, retry: result.retry };
    case "unknown":
      return { kind: "unknown", intentSeq: result.intentSeq, error: result.error };
  }
}

type StartProblemProps = {
  readonly problem: StartProblem;
  readonly role: string;
  readonly onRetry: () => void;
  readonly onDismiss: () => void;
};

export function StartProblemCallout({ problem, role, onRetry, onDismiss }: StartProblemProps) {
  const t = useTranslations("templates.start");
  const ui = useTranslations("ui");
  const dismiss = <Button onClick={onDismiss}>{ui("dismiss")}</Button>;
  if (problem.kind === "refused") {
    return (
      <div role="alert" className="flex flex-wrap items-center gap-3 rounded-md bg-sunken p-3">
        <p>{t(`refused.${problem.why}`, { role })}</p>
        {dismiss}
      </div>
    );
  }
  const retries = problem.kind === "failed" && problem.retry;
  return (
    <ErrorCallout
      error={problem.error}
      effect={t(problem.kind === "failed" ? "notStarted" : "unknown")}
      action={
        <>
          {retries ? <Button onClick={onRetry}>{ui("retry")}</Button> : null}
          {dismiss}
        </>
      }
    />
  );
}
