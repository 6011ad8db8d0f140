"use client";

import { useTranslations } from "next-intl";
import { Dot } from "@/components/ui/dot";
import { RelativeTime } from "@/components/ui/relative-time";
import { paths } from "@/lib/paths";
import type { LiveState } from "@/lib/queries/live/types";

type LiveLineProps = {
  readonly state: LiveState;
  readonly collecting: boolean;
  /** When the status that is oldest was read; null while some was never read. */
  readonly oldest: string | null;
};

/** How fresh the page is: whether changes arrive by themselves, and how old the oldest status is. */
export function LiveLine({ state, collecting, oldest }: LiveLineProps) {
  const t = useTranslations("templates.live");
  if (state === "signed-out") {
    return (
      <p className="flex items-center gap-2 text-sm text-warn">
        <Dot tone="warn" />
        {t("signedOut")}
        <a href={paths.signIn(paths.templates())} className="rounded-sm text-accent underline">
          {t("signIn")}
        </a>
      </p>
    );
  }
  const paused = state === "live" && !collecting;
  const calm = state === "live" || state === "connecting";
  return (
    <p className="flex min-w-0 items-center gap-2 text-ink-2 text-sm">
      <Dot tone={calm && !paused ? "ok" : "warn"} />
      <span className="truncate">
        {t(paused ? "paused" : state)}
        {oldest === null ? null : (
          <>
            {" · "}
            {t("oldest")} <RelativeTime at={oldest} />
          </>
        )}
      </span>
    </p>
  );
}
