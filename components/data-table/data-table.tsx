// biome-ignore-all lint/a11y/useSemanticElements: rows that come and go with the scroll, and cards, are divs at every width
"use client";

import { type CSSProperties, type ReactNode, useCallback, useEffect, useRef } from "react";
import styles from "./data-table.module.css";
import { moveFocus } from "./move-focus";
import { TableHead } from "./table-head";
import { BusyRow, TableRow } from "./table-row";
import type { Column, RowData } from "./types";
import { useVirtualRows, type VirtualRow } from "./use-virtual-rows";

type DataTableProps<Row> = {
  /** Accessible name of the table; its scroll container is called the same. */
  readonly label: string;
  /** Another choice of rows begins at the top again. */
  readonly listKey: string;
  readonly columns: readonly Column<Row>[];
  /** The rows by rank as far as they are loaded; holes are drawn as busy until they come. */
  readonly rows: readonly (Row | undefined)[];
  /** How many rows match in all. */
  readonly count: number;
  readonly rowKey: (row: Row) => string;
  readonly rowData: (row: Row) => RowData;
  readonly rowExtra?: (row: Row) => ReactNode;
  readonly busyLabel: string;
  /** Some row in view or near it is not loaded. Called again until it is, with the ranks of that stretch. */
  readonly onReach: (first: number, last: number) => void;
};

/** Rows that are wanted before they come into view. */
const AHEAD = 20;

/**
 * A table of any length: only rows near the viewport are in the document, the focused one stays. Below 54rem of width
 * the same elements are drawn as cards. Not for zero rows: draw the empty state instead.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, rows, count, rowKey, onReach } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const keyAt = useCallback(
    (index: number) => {
      const row = rows[index];
      return row === undefined ? `busy ${index}` : rowKey(row);
    },
    [rows, rowKey],
  );
  const virtual = useVirtualRows(scroller, count, keyAt);
  const { firstIndex, lastIndex } = virtual;
  useEffect(() => {
    const first = Math.max(0, firstIndex - AHEAD);
    const last = Math.min(count - 1, lastIndex + AHEAD);
    for (let index = first; index <= last; index += 1) {
      if (rows[index] === undefined) return onReach(first, last);
    }
  }, [firstIndex, lastIndex, rows, count, onReach]);

  const shownKey = useRef(props.listKey);
  useEffect(() => {
    if (shownKey.current === props.listKey) return;
    shownKey.current = props.listKey;
    scroller.current?.scrollTo({ top: 0 });
  }, [props.listKey]);

  const draw = (item: VirtualRow) => {
    const row = rows[item.index];
    const place = { index: item.index, top: item.isAway ? item.start : null, measure: virtual.measure };
    if (row === undefined) {
      return <BusyRow key={item.key} columns={columns} label={props.busyLabel} {...place} />;
    }
    return (
      <TableRow
        key={item.key}
        row={row}
        columns={columns}
        data={props.rowData}
        extra={props.rowExtra?.(row)}
        {...place}
      />
    );
  };

  return (
    <div className={styles.frame}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: keyboards scroll it */}
      <div ref={scroller} role="group" aria-label={props.label} tabIndex={0} className={styles.scroller}>
        <div role="table" aria-label={props.label} aria-rowcount={count + 1} style={tracksOf(columns)}>
          <TableHead columns={columns} />
          <div
            role="rowgroup"
            className={styles.body}
            style={{ paddingTop: virtual.paddingTop, paddingBottom: virtual.paddingBottom }}
            onFocus={virtual.onFocus}
            onBlur={virtual.onBlur}
            onKeyDown={moveFocus}
          >
            {virtual.rows.map(draw)}
          </div>
        </div>
      </div>
    </div>
  );
}

/** The tracks of all columns, of those without the first to leave, and of those that always stay. */
function tracksOf<Row>(columns: readonly Column<Row>[]): CSSProperties {
  const tracks = (stays: (column: Column<Row>) => boolean) =>
    columns
      .filter((column) => !column.isAway && stays(column))
      .map((column) => column.track)
      .join(" ");
  return {
    "--tracks": tracks(() => true),
    "--tracks-narrow": tracks((column) => column.leave !== "first"),
    "--tracks-least": tracks((column) => column.leave === undefined),
  } as CSSProperties;
}
