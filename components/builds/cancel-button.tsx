"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import type { BuildListItem } from "@/lib/contracts/build";
import { isCancellable } from "@/lib/domain/build-status";
import type { CancelState } from "./use-cancels";

type CancelButtonProps = {
  readonly build: BuildListItem;
  readonly state: CancelState | undefined;
  readonly mayWrite: boolean;
  /** Element that says why a role may not. */
  readonly roleNote: string;
  readonly onCancel: (build: BuildListItem) => void;
};

/** `Cancel build of …`: there only in the states in which ECS takes it. */
export function CancelButton({ build, state, mayWrite, roleNote, onCancel }: CancelButtonProps) {
  const t = useTranslations("builds.row");
  if (build.isPast || !isCancellable(build.status) || state?.phase === "accepted") return null;
  const asks = state?.phase === "asking";
  return (
    <Button
      aria-label={t("cancel", { name: build.templateName })}
      aria-disabled={!mayWrite || asks || undefined}
      aria-busy={asks || undefined}
      aria-describedby={mayWrite ? undefined : roleNote}
      icon={asks ? <Spinner /> : undefined}
      onClick={() => {
        if (mayWrite && !asks) onCancel(build);
      }}
    >
      {t("cancelShort")}
    </Button>
  );
}
