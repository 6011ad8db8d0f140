"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useCallback, useState } from "react";
import type { TemplateItem } from "@/lib/contracts/template";
import { templateKey } from "@/lib/queries/keys";
import { requestBuild } from "@/lib/queries/template-actions";
import { useLiveChanges } from "@/lib/queries/use-live-changes";
import { elementId } from "./deletion-words";
import { announceResult } from "./own-results";
import { useMayWrite } from "./role-context";
import { startBlocked } from "./row-buttons";
import { problemOf, type StartProblem, StartProblemCallout } from "./start-problem";

export type Starts = {
  readonly starting: ReadonlySet<string>;
  readonly pressStart: (item: TemplateItem) => void;
  /** What stands under a row whose build was not started; null mostly. */
  readonly problemUnder: (item: TemplateItem) => ReactNode;
};

/** `Start build of …`: one call at a time for each template, its problem stays in the row until dismissed. */
export function useStarts(): Starts {
  const t = useTranslations("templates.start");
  const { mayWrite, role } = useMayWrite();
  const [starting, setStarting] = useState<ReadonlySet<string>>(new Set());
  const [problems, setProblems] = useState<ReadonlyMap<string, StartProblem>>(new Map());

  const setProblem = useCallback((key: string, problem: StartProblem | null) => {
    setProblems((old) => {
      const next = new Map(old);
      if (problem === null) next.delete(key);
      else next.set(key, problem);
      return next;
    });
  }, []);

  const pressStart = useCallback(
    async (item: TemplateItem) => {
      const key = templateKey(item);
      if (!mayWrite) return setProblem(key, { kind: "refused", why: "role" });
      if (startBlocked(item)) {
        return setProblem(key, { kind: "refused", why: item.attempt ? "deleting" : "running" });
      }
      if (starting.has(key)) return;
      setStarting((old) => new Set(old).add(key));
      setProblem(key, null);
      const problem = problemOf(await requestBuild({ regionId: item.regionId, templateId: item.id }));
      setStarting((old) => new Set([...old].filter((each) => each !== key)));
      setProblem(key, problem);
      if (problem === null) announceResult(t("started", { name: item.name }));
    },
    [mayWrite, starting, setProblem, t],
  );

  // An unknown start is asked again with the same token; its outcome settles what the row says.
  useLiveChanges((change) => {
    if (change.kind !== "outcome" || change.outcome.action !== "build.start") return;
    const { outcome, intentSeq, regionId, templateId } = change.outcome;
    const key = `${regionId}/${templateId}`;
    const problem = problems.get(key);
    if (problem?.kind !== "unknown" || (problem.intentSeq ?? intentSeq) !== intentSeq) return;
    if (outcome === "succeeded") setProblem(key, null);
    if (outcome === "failed") setProblem(key, { kind: "failed", error: problem.error, retry: true });
  });

  const problemUnder = useCallback(
    (item: TemplateItem) => {
      const key = templateKey(item);
      const problem = problems.get(key);
      if (problem === undefined) return null;
      return (
        <StartProblemCallout
          problem={problem}
          role={role}
          onRetry={() => void pressStart(item)}
          onDismiss={() => {
            setProblem(key, null);
            document.getElementById(elementId("start", item))?.focus();
          }}
        />
      );
    },
    [problems, role, pressStart, setProblem],
  );

  return { starting, pressStart: (item) => void pressStart(item), problemUnder };
}
