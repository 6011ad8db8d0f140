"use client";

import { RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useRef, useState } from "react";
import { announce } from "@/components/shell/announcer";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import type { BinItem } from "@/lib/contracts/recycle-bin";
import type { Role } from "@/lib/domain/roles";
import { ConfirmFace, DoneFace, UnknownFace } from "./restore-faces";
import { useRestore } from "./use-restore";

type RestoreDialogProps = {
  readonly item: BinItem;
  readonly role: Role;
  readonly onRestored: () => void;
  readonly onClosed: () => void;
};

/** `Restore <name>?`: what comes back and what does not, the press, and its result in place. */
export function RestoreDialog({ item, role, onRestored, onClosed }: RestoreDialogProps) {
  const t = useTranslations("recycleBin");
  const ui = useTranslations("ui");
  const close = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(true);
  const { state, check, busy, submit } = useRestore(item, (id) => {
    announce(t("restored", { name: item.name, id }));
    close.current?.focus();
    onRestored();
  });

  let body: ReactNode;
  switch (state.step) {
    case "confirm":
      body = <ConfirmFace item={item} check={check} problem={state.problem} busy={busy} onRetry={submit} />;
      break;
    case "denied":
      body = <p role="alert">{t("dialog.denied", { role })}</p>;
      break;
    case "done":
      body = <DoneFace regionId={item.regionId} templateId={state.templateId} />;
      break;
    case "unknown":
      body = <UnknownFace state={state} />;
  }
  return (
    <AlertDialog
      open={open}
      onClose={() => {
        if (!busy) setOpen(false);
      }}
      onClosed={onClosed}
      title={t("dialog.title", { name: item.name })}
      description={state.step === "confirm" ? t("dialog.text") : undefined}
      initialFocus={close}
      footer={
        <>
          <Button ref={close} aria-disabled={busy || undefined} onClick={() => !busy && setOpen(false)}>
            {ui("close")}
          </Button>
          {state.step === "confirm" ? (
            <Button
              variant="primary"
              aria-disabled={busy || undefined}
              aria-busy={busy || undefined}
              icon={busy ? <Spinner /> : <RotateCcw aria-hidden className="size-4" />}
              onClick={submit}
            >
              {t(busy ? "dialog.restoring" : "dialog.restore")}
            </Button>
          ) : null}
        </>
      }
    >
      {body}
    </AlertDialog>
  );
}
