"use client";

import { type LucideIcon, SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DataTable } from "@/components/data-table/data-table";
import type { Column, RowData } from "@/components/data-table/types";
import { Button } from "@/components/ui/button";
import { ErrorCallout } from "@/components/ui/error-callout";
import { ReadError } from "@/lib/queries/fetch-json";
import type { Pages } from "@/lib/queries/use-pages";

type Empty = { readonly icon: LucideIcon; readonly title: string; readonly text: string };

type ListPanelProps<Row> = {
  readonly label: string;
  /** The address of the choice; another one begins at the top again. */
  readonly listKey: string;
  readonly list: Pages<Row>;
  /** Rows that match in all; absent: nobody counts them. */
  readonly total?: number;
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly rowData: (row: Row) => RowData;
  readonly rowExtra?: (row: Row) => ReactNode;
  readonly texts: {
    /** What an error means here. */
    readonly failed: string;
    readonly moreFailed: string;
    readonly loading: string;
    readonly shown: string;
    readonly source: string;
  };
  readonly none: Empty;
  /** When a filter or a search left nothing. */
  readonly noMatch: Omit<Empty, "icon"> | null;
};

/** A table with its other states (nothing, nothing that matches, an error) and its footer. */
export function ListPanel<Row>(props: ListPanelProps<Row>) {
  const ui = useTranslations("ui");
  const { list, texts } = props;
  return (
    <section
      aria-busy={list.isOld || undefined}
      className="overflow-clip rounded-lg border border-line bg-surface"
    >
      <Rows {...props} />
      <footer className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 border-line border-t bg-sunken px-4 py-2.5 text-ink-2 text-sm tabular-nums">
        {list.error === null ? <p>{texts.shown}</p> : null}
        {list.moreFailed ? (
          <p role="alert" className="flex items-center gap-2 text-bad">
            {texts.moreFailed} <Button onClick={list.retry}>{ui("retry")}</Button>
          </p>
        ) : null}
        <p>{texts.source}</p>
      </footer>
    </section>
  );
}

function Rows<Row>(props: ListPanelProps<Row>) {
  const ui = useTranslations("ui");
  const { list, texts, total, rowExtra } = props;
  if (list.error !== null) {
    const error = list.error instanceof ReadError ? list.error.error : ({ code: "internal" } as const);
    return (
      <div className="p-4">
        <ErrorCallout
          error={error}
          effect={texts.failed}
          action={<Button onClick={list.retry}>{ui("retry")}</Button>}
        />
      </div>
    );
  }
  if (list.rows.length === 0) {
    const {
      icon: Icon,
      title,
      text,
    } = props.noMatch === null ? props.none : { icon: SearchX, ...props.noMatch };
    return (
      <div className="flex flex-col items-center gap-2 px-6 py-14 text-center">
        <Icon aria-hidden className="size-6 text-ink-3" />
        <p className="font-semibold">{title}</p>
        <p className="max-w-110 text-ink-2">{text}</p>
      </div>
    );
  }
  return (
    <DataTable
      label={props.label}
      listKey={props.listKey}
      columns={props.columns}
      rows={list.rows}
      // Where nobody counts: one more than is loaded, drawn as busy; reaching it loads the next page.
      count={
        total === undefined ? list.rows.length + (list.hasMore ? 1 : 0) : Math.max(total, list.rows.length)
      }
      rowKey={props.rowKey}
      rowData={props.rowData}
      {...(rowExtra && { rowExtra })}
      busyLabel={texts.loading}
      onReach={list.more}
    />
  );
}
