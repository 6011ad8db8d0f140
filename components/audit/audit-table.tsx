import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

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

type AuditTableProps = {
  /** Each row has a button more than the one that unfolds it. */
  readonly hasActions?: boolean;
  readonly children: ReactNode;
};

/** The columns of audit events around their rows; stands in an `@container`. */
export function AuditTable({ hasActions = false, children }: AuditTableProps) {
  const t = useTranslations("audit");
  return (
    <table {...TABLE} aria-label={t("table")} className="w-full table-fixed border-collapse @max-4xl:block">
      <thead {...GROUP} className="bg-sunken @max-4xl:sr-only">
        <tr {...ROW} className="text-left text-ink-2 text-sm">
          {COLUMNS.map(([column, width]) => (
            <th key={column} {...HEADER} scope="col" className={`${width} h-9 px-2 font-medium first:pl-4`}>
              {t(`column.${column}`)}
            </th>
          ))}
          <th {...HEADER} scope="col" className={hasActions ? "w-[5rem]" : "w-[3rem]"}>
            <span className="sr-only">{t("column.details")}</span>
          </th>
        </tr>
      </thead>
      <tbody {...GROUP} className="@max-4xl:block">
        {children}
      </tbody>
    </table>
  );
}
