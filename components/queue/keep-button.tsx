"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import type { QueuedItem } from "@/lib/contracts/queue";
import type { Keeps } from "./use-keeps";

type KeepButtonProps = {
  readonly item: QueuedItem;
  readonly keeps: Keeps;
  readonly mayWrite: boolean;
  /** Element that says why a role may not. */
  readonly roleNote: string;
};

/** `Keep template …`: there while it has not been sent. */
export function KeepButton({ item, keeps, mayWrite, roleNote }: KeepButtonProps) {
  const t = useTranslations("queue");
  if (item.state === "trying") return <span className="text-ink-2 text-sm">{t("trying")}</span>;
  const asks = keeps.asking.has(item.seq);
  return (
    <Button
      aria-label={t("keepOf", { name: item.name })}
      aria-disabled={!mayWrite || asks || undefined}
      aria-busy={asks || undefined}
      aria-describedby={mayWrite ? undefined : roleNote}
      {...(asks ? { icon: <Spinner /> } : {})}
      onClick={() => {
        if (mayWrite) keeps.keep(item);
      }}
    >
      {t("keep")}
    </Button>
  );
}
