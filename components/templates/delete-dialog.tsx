"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { BlockedBody, BlockedFooter } from "./blocked-face";
import { ConfirmBody, ConfirmFooter, type Typed } from "./confirm-face";
import type { DeleteDialogProps } from "./delete-dialog-props";
import { CloseFooter, UnexplainedBody, UnknownBody } from "./other-faces";
import { useMayWrite } from "./role-context";
import { useCancel } from "./use-cancel";
import { useDeleteAttempt } from "./use-delete-attempt";
import { useDialogTexts } from "./use-dialog-texts";
import { useProtection } from "./use-protection";
import { useQueue } from "./use-queue";

/** One dialog from the press to the last word: it turns from confirmation into refusal or doubt without closing. */
export function DeleteDialog(props: DeleteDialogProps) {
  const [typed, setTyped] = useState<Typed>({ name: "", reason: "" });
  const first = useRef<HTMLButtonElement>(null);
  const { mayWrite } = useMayWrite();
  const attempt = useDeleteAttempt(props);
  const { state, item, busy } = attempt;
  const texts = useDialogTexts(state, item);
  const cancelling = useCancel(item, state.step === "blocked" ? state.blocked.build : null);

  const ref = { regionId: props.item.regionId, templateId: props.item.id };
  const queueing = useQueue(item, ref, attempt.confirm);
  const protecting = useProtection();
  const unprotect = async () => {
    // What it is then is asked afresh: the same dialog turns into the confirmation, or says what else blocks.
    if (await protecting.unprotect(ref, "")) void attempt.explainAgain();
  };

  const matches = typed.name === (state.step === "confirm" ? (state.fresh?.name ?? item.name) : item.name);
  const submit = () => {
    if (matches) void attempt.submit(typed.name, typed.reason.trim());
  };

  useEffect(() => {
    // A pressed button may leave with its face, or a cancel that is no longer offered: the focus stays in the dialog.
    if (!document.activeElement?.matches("button, input, a")) first.current?.focus();
  });

  let body: ReactNode = null;
  let footer: ReactNode = null;
  switch (state.step) {
    case "confirm":
      body = (
        <ConfirmBody
          item={item}
          state={state}
          typed={typed}
          busy={busy}
          onType={setTyped}
          onSubmit={submit}
        />
      );
      footer = <ConfirmFooter matches={matches} busy={busy} keep={first} onKeep={attempt.close} />;
      break;
    case "blocked":
      body = (
        <BlockedBody
          item={item}
          blocked={state.blocked}
          confirmed={state.confirmed}
          cancelling={cancelling}
          queueing={queueing}
          protecting={protecting}
        />
      );
      footer = (
        <BlockedFooter
          blocked={state.blocked}
          cancelling={cancelling}
          queueing={queueing}
          protecting={protecting}
          mayWrite={mayWrite}
          close={first}
          onClose={attempt.close}
          onUnprotect={() => void unprotect()}
        />
      );
      break;
    case "unexplained":
      body = <UnexplainedBody state={state} />;
      footer = (
        <CloseFooter
          close={first}
          onClose={attempt.close}
          busy={busy}
          {...(state.retry ? { onRetry: attempt.explainAgain } : {})}
        />
      );
      break;
    case "unknown":
      body = <UnknownBody state={state} />;
      footer = <CloseFooter close={first} onClose={attempt.close} />;
      break;
    default:
      footer = <CloseFooter close={first} onClose={attempt.close} />;
  }

  return (
    <AlertDialog
      open={attempt.open}
      onClose={attempt.close}
      onClosed={props.onClosed}
      title={texts.title}
      {...(texts.text === null ? {} : { description: texts.text })}
      initialFocus={first}
      finalFocus={attempt.finalFocus}
      footer={footer}
    >
      {body}
    </AlertDialog>
  );
}
