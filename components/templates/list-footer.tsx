"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import type { Overview } from "@/lib/contracts/template";

type ListFooterProps = {
  readonly overview: Overview;
  readonly shown: number;
  /** Further rows could not be read. */
  readonly failed: boolean;
  readonly onRetry: () => void;
};

/** How many templates match, and what the console has asked of ECS in the last minute. */
export function ListFooter({ overview, shown, failed, onRetry }: ListFooterProps) {
  const t = useTranslations("templates.footer");
  const ui = useTranslations("ui");
  const { counts, regions, calls } = overview;
  return (
    <footer className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 border-line border-t bg-sunken px-4 py-2.5 text-ink-2 text-sm tabular-nums">
      <p>{t("showing", { shown, total: counts.total, regions: regions.length })}</p>
      {failed ? (
        <p role="alert" className="flex items-center gap-2 text-bad">
          {t("moreFailed")} <Button onClick={onRetry}>{ui("retry")}</Button>
        </p>
      ) : null}
      {overview.unwatchedMs === null ? null : (
        <p>{t("keepAlive", { minutes: Math.floor(overview.unwatchedMs / 60_000) })}</p>
      )}
      <p>{t("calls", { count: calls.lastMinute, budget: calls.budget, extra: calls.userExtra })}</p>
    </footer>
  );
}
