// biome-ignore-all lint/a11y/useSemanticElements: rows that come and go with the scroll, and cards, are divs at every width
// biome-ignore-all lint/a11y/useFocusableInteractive: rows and headers of a table take no focus, their controls do
"use client";

import { clsx } from "clsx";
import { ArrowDown, ArrowUp } from "lucide-react";
import styles from "./data-table.module.css";
import type { Column } from "./types";

/** Row 1. In cards it is only heard, and a select outside stands in for its sort buttons. */
export function TableHead<Row>({ columns }: { readonly columns: readonly Column<Row>[] }) {
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" aria-rowindex={1} className={styles.row}>
        {columns.map((column) => (
          <div
            key={column.id}
            role="columnheader"
            className={clsx(
              styles.header,
              column.head !== undefined && styles.control,
              column.leave && styles[column.leave],
              column.isAway && styles.unchosen,
            )}
            aria-sort={column.sort ? (column.sort.current ?? "none") : undefined}
          >
            <HeaderText column={column} />
          </div>
        ))}
      </div>
    </div>
  );
}

function HeaderText<Row>({ column }: { readonly column: Column<Row> }) {
  const { sort, label, hiddenLabel } = column;
  if (column.head !== undefined) return column.head;
  if (label === "") return <span className="sr-only">{hiddenLabel}</span>;
  if (sort === undefined) return <span>{label}</span>;
  const Arrow = sort.current === "descending" ? ArrowDown : ArrowUp;
  return (
    <>
      <button type="button" className={styles.sort} onClick={sort.onToggle}>
        <span className="truncate">{label}</span>
        {sort.current === null ? null : <Arrow aria-hidden className="size-3.5 shrink-0" />}
      </button>
      <span className={styles.plain}>{label}</span>
    </>
  );
}
