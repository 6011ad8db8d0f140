"use client";

import { LineRow } from "./line-row";
import type { Line } from "./lines";

type LineListProps = {
  readonly label: string;
  readonly lines: readonly Line[];
  /** Before the order: one that may be deleted has no word of its own yet. */
  readonly isPlan?: boolean;
};

/** All templates of the dialog in a box that scrolls; rows out of sight cost no layout. */
export function LineList({ label, lines, isPlan = false }: LineListProps) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: keyboards scroll it
      tabIndex={0}
      className="max-h-72 shrink-0 overflow-y-auto rounded-md border border-line"
    >
      <ul>
        {lines.map((line) => (
          <LineRow key={`${line.regionId}/${line.templateId}`} line={line} isPlan={isPlan} />
        ))}
      </ul>
    </section>
  );
}
