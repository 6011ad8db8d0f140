"use client";

import { ArrowDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { UtcTime } from "@/components/audit/utc-time";
import { Why } from "@/components/audit/why";
import { Button } from "@/components/ui/button";
import type { AuditItem } from "@/lib/contracts/audit";
import { OutcomeBadge } from "../outcome-badge";

type SelectedEventProps = {
  /** Null while it is read. */
  readonly event: AuditItem | null;
  readonly seq: number;
  readonly onClear: () => void;
};

/** The chosen event in a line below the picture, with the way to its row. */
export function SelectedEvent({ event, seq, onClear }: SelectedEventProps) {
  const t = useTranslations("blocked.chosen");
  const toRow = () => {
    const row = document.querySelector<HTMLElement>(`tr[data-seq="${seq}"]`);
    row?.scrollIntoView({ block: "center" });
    row?.querySelector<HTMLElement>("button[aria-pressed]")?.focus({ preventScroll: true });
  };
  return (
    <section
      aria-label={t("label")}
      className="flex flex-wrap items-center gap-x-3 gap-y-1.5 rounded-lg border border-line bg-accent-soft px-3 py-2 print:hidden"
    >
      {event === null ? (
        <p className="flex-1 text-ink-2">{t("reading", { seq })}</p>
      ) : (
        <>
          <OutcomeBadge event={event} />
          <p className="min-w-0 flex-1 basis-64 wrap-anywhere">
            <UtcTime at={event.at} /> · {event.actor} ·{" "}
            <strong className="font-semibold">{event.templateName ?? event.templateId}</strong> ·{" "}
            <Why event={event} />
          </p>
        </>
      )}
      <div className="flex gap-2">
        {event === null ? null : (
          <Button onClick={toRow} icon={<ArrowDown aria-hidden className="size-4" />}>
            {t("toRow")}
          </Button>
        )}
        <Button variant="ghost" onClick={onClear}>
          {t("clear")}
        </Button>
      </div>
    </section>
  );
}
