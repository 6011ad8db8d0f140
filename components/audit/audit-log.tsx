"use client";

import { useTranslations } from "next-intl";
import { announce } from "@/components/shell/announcer";
import type { AuditPage } from "@/lib/contracts/audit";
import { groupAttempts } from "./attempts";
import { AuditMore } from "./audit-more";
import { AuditRow } from "./audit-row";
import { AuditTable } from "./audit-table";
import { useAuditPages } from "./use-audit-pages";

type AuditLogProps = {
  readonly first: AuditPage;
  /** The filters as they stand in the address, without a cursor. */
  readonly query: string;
};

/** The log as a table of attempts, newest first; older ones on demand. */
export function AuditLog({ first, query }: AuditLogProps) {
  const t = useTranslations("audit");
  const { items, hasMore, isLoading, error, loadMore } = useAuditPages(first, query);
  const attempts = groupAttempts(items);
  const more = async () => {
    const count = await loadMore();
    if (count > 0) announce(t("loaded", { count }));
  };
  return (
    <div className="@container overflow-hidden rounded-lg border border-line bg-surface shadow-card">
      <AuditTable>
        {attempts.map((attempt) => (
          <AuditRow key={attempt.key} attempt={attempt} />
        ))}
      </AuditTable>
      <AuditMore
        count={items.length}
        hasMore={hasMore}
        isLoading={isLoading}
        error={error}
        onMore={() => void more()}
      />
    </div>
  );
}
