import type { ReactNode } from "react";

export type SortDirection = "ascending" | "descending";

/** A column of the table; `Row` is whatever a row draws. Keep the object stable so that only changed rows draw again. */
export type Column<Row> = {
  readonly id: string;
  /** A track of `grid-template-columns`. */
  readonly track: string;
  /** Header of the table and label of the value in a card; empty for a column of controls. */
  readonly label: string;
  /** What a header without a visible label is called. */
  readonly hiddenLabel?: string;
  /** A control that stands in the header instead of words, also in cards. */
  readonly head?: ReactNode;
  /** The cell that names the row. */
  readonly isRowHeader?: boolean;
  readonly sort?: { readonly current: SortDirection | null; readonly onToggle: () => void };
  /** How a card places it: over its whole width, at its end, or in its upper corner beside the name. */
  readonly card?: "wide" | "end" | "corner";
  /** Left out of a table that is too narrow for all columns, the first ones first; cards show it. */
  readonly leave?: "first" | "second";
  /** Not chosen: a table leaves it out, cards show it still. */
  readonly isAway?: boolean;
  /** Classes of the cell itself, so that its content needs no box of its own. */
  readonly cellClass?: string;
  readonly cell: (row: Row) => ReactNode;
};

/** The `data-…` attributes of a row. */
export type RowData = Readonly<Record<`data-${string}`, string>>;
