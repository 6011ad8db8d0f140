"use client";

import { useEffect, useRef, useState } from "react";
import type { OutcomeNotice } from "@/lib/contracts/live";
import type { BinItem } from "@/lib/contracts/recycle-bin";
import { askRestoreCheck, confirmRestore } from "@/lib/queries/recycle-bin";
import { useLiveChanges } from "@/lib/queries/use-live-changes";
import { afterRestore, type CheckState, type RestoreState, settleRestore } from "./restore-state";

export type Restore = {
  readonly state: RestoreState;
  readonly check: CheckState;
  readonly busy: boolean;
  readonly submit: () => void;
};

/** One restore from the dialog's opening on: the check, the press, and what the live connection tells of it. */
export function useRestore(item: BinItem, onRestored: (templateId: string) => void): Restore {
  const [state, setState] = useState<RestoreState>({ step: "confirm", problem: null });
  const [check, setCheck] = useState<CheckState>(null);
  const [busy, setBusy] = useState(false);
  const outcomes = useRef<OutcomeNotice[]>([]);
  const { regionId, id: templateId } = item;

  useEffect(() => {
    let isOver = false;
    void askRestoreCheck({ regionId, templateId }).then((answer) => {
      if (isOver) return;
      if (answer.state === "done") setCheck({ check: answer.value });
      else setCheck({ error: answer.state === "failed" ? answer.error : { code: "ecs-timeout" } });
    });
    return () => {
      isOver = true;
    };
  }, [regionId, templateId]);

  const show = (next: RestoreState) => {
    setState(next);
    if (next.step === "done") onRestored(next.templateId);
  };

  useLiveChanges((change) => {
    if (change.kind !== "outcome" || !isAbout(change.outcome, templateId)) return;
    outcomes.current.push(change.outcome);
    const next = settleRestore(state, outcomes.current);
    if (next !== state) show(next);
  });

  return {
    state,
    check,
    busy,
    submit: () => {
      if (busy) return;
      setBusy(true);
      outcomes.current = [];
      void confirmRestore({ regionId, templateId }).then((answer) => {
        setBusy(false);
        show(afterRestore(answer, outcomes.current));
      });
    },
  };
}

/** A success has the new ID, and names the old one as its reason. */
function isAbout({ action, templateId, reason }: OutcomeNotice, oldId: string): boolean {
  if (action !== "template.restore") return false;
  return templateId === oldId || reason === `restored from ${oldId}`;
}
