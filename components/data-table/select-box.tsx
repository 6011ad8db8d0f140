"use client";

import { type ChangeEvent, useEffect, useRef, useSyncExternalStore } from "react";
import styles from "./data-table.module.css";
import { useSelectedRows, useSelection } from "./selection-context";

/** Selects its row; with Shift, all from the one pressed before. */
export function SelectBox<Row>({ row, label }: { readonly row: Row; readonly label: string }) {
  const selection = useSelection<Row>();
  const isOn = () => selection.has(row);
  const checked = useSyncExternalStore(selection.subscribe, isOn, isOn);
  return (
    <span className={styles.box}>
      <input
        type="checkbox"
        aria-label={label}
        checked={checked}
        onChange={(event) => selection.toggle(row, event.target.checked, withShift(event))}
      />
    </span>
  );
}

type SelectAllProps = {
  readonly label: string;
  /** How many rows match in all. */
  readonly count: number;
  readonly onAll: () => void;
};

/** All that match, also those that are not loaded; a second press selects none. */
export function SelectAll({ label, count, onAll }: SelectAllProps) {
  const selection = useSelection();
  const selected = useSelectedRows().size;
  const box = useRef<HTMLInputElement>(null);
  const isAll = selected > 0 && selected >= count;
  useEffect(() => {
    if (box.current) box.current.indeterminate = selected > 0 && !isAll;
  }, [selected, isAll]);
  return (
    <label className={styles.box}>
      <input
        ref={box}
        type="checkbox"
        aria-label={label}
        checked={isAll}
        onChange={() => (isAll ? selection.replace([]) : onAll())}
      />
      <span aria-hidden className={styles.allWord}>
        {label}
      </span>
    </label>
  );
}

function withShift(event: ChangeEvent<HTMLInputElement>): boolean {
  return event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey;
}
