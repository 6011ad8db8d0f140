"use client";

import { useTranslations } from "next-intl";
import { announce } from "@/components/shell/announcer";
import { Button } from "@/components/ui/button";
import { ErrorCallout } from "@/components/ui/error-callout";
import { Spinner } from "@/components/ui/spinner";
import type { AuditPage } from "@/lib/contracts/audit";
import { groupAttempts } from "./attempts";
import { AuditRow } from "./audit-row";
import { useAuditPages } from "./use-audit-pages";

const TABLE = { role: "table" };
const GROUP = { role: "rowgroup" };
const ROW = { role: "row" };
const HEADER = { role: "columnheader" };

const COLUMNS = [
  ["time", "w-[9.75rem]"],
  ["who", "w-[7.5rem]"],
  ["action", "w-[7.75rem]"],
  ["template", "w-[18%]"],
  ["outcome", "w-[7.25rem]"],
  ["why", ""],
  ["request", "hidden w-[8.25rem] @5xl:table-cell"],
] as const;

type AuditLogProps = {
  readonly first: AuditPage;
  /** The filters as they stand in the address, without a cursor. */
  readonly query: string;
};

/** The log as a table of attempts, newest first; older ones on demand. */
export function AuditLog({ first, query }: AuditLogProps) {
  const t = useTranslations("audit");
  const ui = useTranslations("ui");
  const { items, hasMore, isLoading, error, loadMore } = useAuditPages(first, query);
  const attempts = groupAttempts(items);
  const more = async () => {
    const count = await loadMore();
    if (count > 0) announce(t("loaded", { count }));
  };
  return (
    <div className="@container overflow-hidden rounded-lg border border-line bg-surface shadow-card">
      <table {...TABLE} aria-label={t("table")} className="w-full table-fixed border-collapse @max-4xl:block">
        <thead {...GROUP} className="bg-sunken @max-4xl:sr-only">
          <tr {...ROW} className="text-left text-ink-2 text-sm">
            {COLUMNS.map(([column, width]) => (
              <th key={column} {...HEADER} scope="col" className={`${width} h-9 px-2 font-medium first:pl-4`}>
                {t(`column.${column}`)}
              </th>
            ))}
            <th {...HEADER} scope="col" className="w-[3rem]">
              <span className="sr-only">{t("column.details")}</span>
            </th>
          </tr>
        </thead>
        <tbody {...GROUP} className="@max-4xl:block">
          {attempts.map((attempt) => (
            <AuditRow key={attempt.key} attempt={attempt} />
          ))}
        </tbody>
      </table>
      <div className="flex flex-col gap-3 border-line border-t bg-sunken px-4 py-2.5">
        {error ? (
          <ErrorCallout
            error={error}
            effect={t("moreFailed")}
            action={<Button onClick={more}>{ui("retry")}</Button>}
          />
        ) : null}
        <div className="flex min-h-8 flex-wrap items-center justify-between gap-2 text-ink-2 text-sm">
          <p>{t(hasMore ? "shown" : "shownAll", { count: items.length })}</p>
          {hasMore ? (
            <Button
              onClick={more}
              aria-disabled={isLoading || undefined}
              icon={isLoading ? <Spinner /> : undefined}
            >
              {t(isLoading ? "loading" : "more")}
            </Button>
          ) : null}
        </div>
      </div>
    </div>
  );
}
