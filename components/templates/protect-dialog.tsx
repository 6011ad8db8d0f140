"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { ErrorCallout } from "@/components/ui/error-callout";
import { RelativeTime } from "@/components/ui/relative-time";
import { Spinner } from "@/components/ui/spinner";
import { TextField } from "@/components/ui/text-field";
import type { TemplateItem } from "@/lib/contracts/template";
import { elementId } from "./deletion-words";
import { announceResult } from "./own-results";
import { useProtection } from "./use-protection";

type ProtectDialogProps = { readonly item: TemplateItem; readonly onClosed: () => void };

/** Asks for a reason, which may stay empty, and protects; or tells who protects it and removes that. */
export function ProtectDialog({ item, onClosed }: ProtectDialogProps) {
  const t = useTranslations("deletion.protect");
  const ui = useTranslations("ui");
  const [open, setOpen] = useState(true);
  const [reason, setReason] = useState("");
  const first = useRef<HTMLButtonElement>(null);
  const protecting = useProtection();
  // What it was at the press: the dialog does not change its question under the reader.
  const [held] = useState(item.protection);
  const { busy } = protecting;
  const { name } = item;

  const act = async () => {
    const ref = { regionId: item.regionId, templateId: item.id };
    const done = await (held
      ? protecting.unprotect(ref, reason.trim())
      : protecting.protect(ref, reason.trim()));
    if (!done) return;
    announceResult(t(held ? "removed" : "done", { name }));
    setOpen(false);
  };
  return (
    <AlertDialog
      open={open}
      onClose={() => {
        if (!busy) setOpen(false);
      }}
      onClosed={onClosed}
      title={t(held ? "removeTitle" : "title", { name })}
      description={t(held ? "removeText" : "text")}
      initialFocus={first}
      finalFocus={() => document.getElementById(elementId("protect", item)) ?? document.querySelector("h1")}
      footer={
        <>
          <Button ref={first} aria-disabled={busy || undefined} onClick={() => !busy && setOpen(false)}>
            {ui("close")}
          </Button>
          <Button
            variant="primary"
            aria-disabled={busy || undefined}
            aria-busy={busy || undefined}
            onClick={() => void act()}
            {...(busy ? { icon: <Spinner /> } : {})}
          >
            {t(held ? "remove" : "protect")}
          </Button>
        </>
      }
    >
      {held ? (
        <p className="rounded-md bg-sunken p-3 wrap-anywhere">
          {t("by", { name: held.by })} <RelativeTime at={held.since} tabStop={false} />
          {held.reason ? <span className="block text-ink-2">{held.reason}</span> : null}
        </p>
      ) : null}
      <TextField
        label={t("reason")}
        hint={t("reasonHint")}
        maxLength={500}
        readOnly={busy}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {protecting.problem ? (
        <ErrorCallout error={protecting.problem} effect={t(held ? "notRemoved" : "notDone")} />
      ) : null}
    </AlertDialog>
  );
}
