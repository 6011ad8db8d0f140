"use client";

import { CircleCheck, CircleHelp, Lock, type LucideIcon, RefreshCw } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useZone } from "@/components/ui/clock";
import type { TemplateItem } from "@/lib/contracts/template";
import { type DeletionWord, deletionWord, elementId } from "./deletion-words";
import { useMayWrite } from "./role-context";

const LOOKS: Readonly<Record<DeletionWord, readonly [LucideIcon, string]>> = {
  deletable: [CircleCheck, "text-ink-2"],
  checking: [RefreshCw, "text-ink-2"],
  "build-running": [Lock, "text-run"],
  "older-build-running": [Lock, "text-run"],
  "status-unknown": [CircleHelp, "text-warn"],
  unreadable: [CircleHelp, "text-warn"],
  protected: [Lock, "text-ink-2"],
  deleting: [RefreshCw, "text-ink-2"],
  "outcome-unknown": [CircleHelp, "text-warn"],
  settling: [RefreshCw, "text-warn"],
};

/** The deletion state in words; the row's buttons point at it by `aria-describedby`. */
export function DeletionState({ item }: { readonly item: TemplateItem }) {
  const t = useTranslations("templates.deletion");
  const format = useFormatter();
  const timeZone = useZone();
  const { mayWrite, role } = useMayWrite();
  const word = deletionWord(item);
  const [Icon, colour] = LOOKS[word];
  const until = item.attempt?.until;
  const time = until
    ? format.dateTime(new Date(until), { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" })
    : "none";
  return (
    <div className="flex min-w-0 flex-col">
      <span className={`flex min-w-0 items-center gap-2 ${colour}`}>
        <Icon aria-hidden className="size-3.5 shrink-0" />
        <span id={elementId("why", item)} className="truncate">
          {t(word, { time })}
        </span>
      </span>
      {mayWrite ? null : (
        <span id={elementId("role", item)} className="truncate text-ink-2 text-xs">
          {t("role", { role })}
        </span>
      )}
    </div>
  );
}
