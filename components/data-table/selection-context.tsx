"use client";

import { createContext, use, useSyncExternalStore } from "react";
import type { Selection } from "./selection";

const SelectionContext = createContext<Selection<never> | null>(null);

/** Gives a page's selection to the table's check boxes and to what acts on it. */
export function SelectionProvider<Row>(props: {
  readonly value: Selection<Row>;
  readonly children: React.ReactNode;
}) {
  return (
    <SelectionContext value={props.value as unknown as Selection<never>}>{props.children}</SelectionContext>
  );
}

export function useSelection<Row>(): Selection<Row> {
  const selection = use(SelectionContext);
  if (selection === null) throw new Error("useSelection outside its provider");
  return selection as unknown as Selection<Row>;
}

/** The selected rows by key. */
export function useSelectedRows<Row>(): ReadonlyMap<string, Row> {
  const selection = useSelection<Row>();
  return useSyncExternalStore(selection.subscribe, selection.snapshot, selection.snapshot);
}
