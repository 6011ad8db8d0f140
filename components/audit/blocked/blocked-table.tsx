"use client";

import { Crosshair } from "lucide-react";
import { useTranslations } from "next-intl";
import { AuditMore } from "@/components/audit/audit-more";
import { AuditRow } from "@/components/audit/audit-row";
import { AuditTable } from "@/components/audit/audit-table";
import { announce } from "@/components/shell/announcer";
import type { AuditItem } from "@/lib/contracts/audit";
import type { useAuditPages } from "../use-audit-pages";

type BlockedTableProps = {
  readonly pages: ReturnType<typeof useAuditPages>;
  /** An event chosen in the picture that no page has brought yet. */
  readonly extra: AuditItem | null;
  readonly selected: number | null;
  readonly onSelect: (event: AuditItem) => void;
};

/** The events of the picture, one a row, newest first; the chosen one is marked in both. */
export function BlockedTable({ pages, extra, selected, onSelect }: BlockedTableProps) {
  const t = useTranslations("blocked");
  const audit = useTranslations("audit");
  const { items, hasMore, isLoading, error, loadMore } = pages;
  const isKnown = extra === null || items.some(({ seq }) => seq === extra.seq);
  const shown = isKnown ? items : [...items, extra].sort((a, b) => b.seq - a.seq);
  const more = async () => {
    const count = await loadMore();
    if (count > 0) announce(audit("loaded", { count }));
  };
  return (
    <div className="@container overflow-hidden rounded-lg border border-line bg-surface shadow-card">
      <AuditTable hasActions>
        {shown.map((event) => (
          <AuditRow
            key={event.seq}
            attempt={{ key: event.seq, newest: event, intent: null, outcomes: [event] }}
            isSelected={event.seq === selected}
            action={
              <button
                type="button"
                aria-pressed={event.seq === selected}
                aria-label={t("showInPicture", { seq: event.seq })}
                onClick={() => onSelect(event)}
                className="inline-flex size-7 items-center justify-center rounded-sm text-ink-2 hover:bg-sunken hover:text-ink aria-pressed:text-accent print:hidden"
              >
                <Crosshair aria-hidden className="size-4" />
              </button>
            }
          />
        ))}
      </AuditTable>
      <AuditMore
        count={shown.length}
        hasMore={hasMore}
        isLoading={isLoading}
        error={error}
        onMore={() => void more()}
      />
    </div>
  );
}
