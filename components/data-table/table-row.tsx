// biome-ignore-all lint/a11y/useSemanticElements: rows that come and go with the scroll, and cards, are divs at every width
// biome-ignore-all lint/a11y/useFocusableInteractive: rows and headers of a table take no focus, their controls do
"use client";

import { clsx } from "clsx";
import { memo, type ReactNode } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import styles from "./data-table.module.css";
import type { Column, RowData } from "./types";

type Place = {
  readonly index: number;
  /** Distance from the top in px when the row does not stand in the flow. */
  readonly top: number | null;
  readonly measure: (element: HTMLElement | null) => void;
};

type TableRowProps<Row> = Place & {
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  readonly data: (row: Row) => RowData;
  /** What stands under the cells over the whole width, such as an error. */
  readonly extra: ReactNode;
};

function TableRowInner<Row>({ row, columns, data, extra, index, top, measure }: TableRowProps<Row>) {
  return (
    <div role="row" {...data(row)} {...placed({ index, top, measure })}>
      {columns.map((column) => (
        <div
          key={column.id}
          role={column.isRowHeader ? "rowheader" : "cell"}
          data-label={column.label && !column.isRowHeader ? column.label : undefined}
          className={clsx(cellClass(column), column.cellClass)}
        >
          {column.cell(row)}
        </div>
      ))}
      {extra ? (
        <div role="cell" aria-colspan={columns.length} className={styles.extra}>
          {extra}
        </div>
      ) : null}
    </div>
  );
}

/** A row that is there; it draws again only when its own data or place change. */
export const TableRow = memo(TableRowInner) as typeof TableRowInner;

type BusyRowProps<Row> = { readonly columns: readonly Column<Row>[]; readonly label: string };

/** A row in view whose data is on its way. */
export function BusyRow<Row>({ columns, label, ...place }: Place & BusyRowProps<Row>) {
  return (
    <div role="row" aria-busy="true" {...placed(place)}>
      {columns.map((column, at) => (
        <div key={column.id} role="cell" className={cellClass(column)}>
          {at === 0 ? <span className="sr-only">{label}</span> : null}
          {column.label === "" ? null : (
            <Skeleton className={column.isRowHeader ? "w-40 max-w-full" : "w-16 max-w-full"} />
          )}
        </div>
      ))}
    </div>
  );
}

function cellClass<Row>({ card, leave, isAway }: Column<Row>) {
  return clsx(styles.cell, card && styles[card], leave && styles[leave], isAway && styles.unchosen);
}

function placed({ index, top, measure }: Place) {
  return {
    ref: measure,
    "data-index": index,
    // The header is row 1.
    "aria-rowindex": index + 2,
    className: clsx(styles.row, top !== null && styles.away),
    ...(top === null ? {} : { style: { top } }),
  };
}
