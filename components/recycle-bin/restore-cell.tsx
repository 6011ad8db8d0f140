"use client";

import { RotateCcw } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import type { BinItem } from "@/lib/contracts/recycle-bin";
import { paths } from "@/lib/paths";

type RestoreCellProps = {
  readonly item: BinItem;
  readonly mayWrite: boolean;
  /** Element that says why a role may not. */
  readonly roleNote: string;
  readonly onRestore: (item: BinItem) => void;
};

/** `Restore …`, or what became of it: the new template, or that its result is on the way. */
export function RestoreCell({ item, mayWrite, roleNote, onRestore }: RestoreCellProps) {
  const t = useTranslations("recycleBin.row");
  const { restored, restoring } = item;
  if (restored !== null) {
    return (
      <div data-restored-as={restored.templateId} className="flex min-w-0 flex-col text-sm">
        <span className="text-ink-2">{t("restoredAs")}</span>
        {restored.isThere ? (
          <Link
            href={paths.template(item.regionId, restored.templateId)}
            prefetch={false}
            className="truncate rounded-sm font-mono text-accent hover:underline"
          >
            {restored.templateId}
          </Link>
        ) : (
          <span className="truncate font-mono">{restored.templateId}</span>
        )}
      </div>
    );
  }
  if (restoring !== null) {
    return (
      <span className="flex items-center gap-1.5 text-ink-2 text-sm">
        <Spinner /> {t("restoring")}
      </span>
    );
  }
  return (
    <Button
      aria-label={t("restore", { name: item.name })}
      aria-disabled={!mayWrite || undefined}
      aria-describedby={mayWrite ? undefined : roleNote}
      icon={<RotateCcw aria-hidden className="size-4" />}
      onClick={() => {
        if (mayWrite) onRestore(item);
      }}
    >
      {t("restoreShort")}
    </Button>
  );
}
