"use client";

import { useRef, useState } from "react";
import type { Confirmable } from "@/lib/contracts/delete";
import type { LiveChange, OutcomeNotice } from "@/lib/contracts/live";
import type { TemplateItem } from "@/lib/contracts/template";
import { templateKey } from "@/lib/queries/keys";
import { confirmDelete, explainPress } from "@/lib/queries/template-actions";
import { useLiveChanges } from "@/lib/queries/use-live-changes";
import type { DeleteDialogProps } from "./delete-dialog-props";
import { afterDelete, afterExplain, type DialogState, settle } from "./dialog-state";
import { rememberDelete } from "./own-results";

export type DeleteAttempt = {
  readonly state: DialogState;
  /** The template as the live connection tells it. */
  readonly item: TemplateItem;
  readonly busy: boolean;
  readonly open: boolean;
  /** Does nothing while something is sent: it cannot be called back, so the dialog stays for its result. */
  readonly close: () => void;
  readonly finalFocus: () => HTMLElement | null;
  readonly submit: (confirmName: string, reason: string) => Promise<void>;
  readonly explainAgain: () => Promise<void>;
  /** A fresh read found it deletable: the dialog asks for the confirmation. */
  readonly confirm: (fresh: Confirmable) => void;
};

/** What the dialog sends, and what it hears meanwhile. */
export function useDeleteAttempt({ item: pressed, initial, ...props }: DeleteDialogProps): DeleteAttempt {
  const [state, setState] = useState(initial);
  const [item, setItem] = useState(pressed);
  const [busy, setBusy] = useState(false);
  const [open, setOpen] = useState(true);
  const outcomes = useRef<OutcomeNotice[]>([]);
  const left = useRef(false);
  const ref = { regionId: pressed.regionId, templateId: pressed.id };

  useLiveChanges((change) => {
    if (!isAbout(change, ref)) return;
    if (change.kind === "template") setItem(change.item);
    if (change.kind === "template-gone") left.current = true;
    if (change.kind === "outcome") {
      outcomes.current.push(change.outcome);
      setState((now) => settle(now, outcomes.current));
    }
  });

  async function submit(confirmName: string, reason: string) {
    if (busy) return;
    setBusy(true);
    outcomes.current = [];
    rememberDelete(templateKey(pressed));
    const answer = await confirmDelete({ ...ref, confirmName, ...(reason === "" ? {} : { reason }) });
    setBusy(false);
    const next = afterDelete(answer, state.step === "confirm" ? state.fresh : null, outcomes.current);
    if (next.step === "deleted") {
      left.current = true;
      props.onDeleted(pressed, next.recordPending);
      setOpen(false);
    } else {
      setState(next);
    }
  }

  async function explainAgain() {
    if (busy) return;
    setBusy(true);
    const answer = await explainPress(ref);
    setBusy(false);
    setState(afterExplain(answer));
  }

  return {
    state,
    item,
    busy,
    open,
    close: () => {
      if (!busy) setOpen(false);
    },
    finalFocus: () => props.focusAfter(pressed, left.current),
    submit,
    explainAgain,
    confirm: (fresh) => setState({ step: "confirm", fresh, problem: null }),
  };
}

function isAbout(change: LiveChange, ref: { regionId: string; templateId: string }): boolean {
  switch (change.kind) {
    case "template":
      return change.item.id === ref.templateId && change.item.regionId === ref.regionId;
    case "template-gone":
      return change.templateId === ref.templateId && change.regionId === ref.regionId;
    case "outcome":
      return change.outcome.templateId === ref.templateId && change.outcome.regionId === ref.regionId;
    case "region":
    case "bulk":
      return false;
  }
}
