"use client";

import type { BulkWish } from "@/lib/domain/bulk";
import { LineRow } from "./line-row";
import { keyOf, type Line } from "./lines";

type LineListProps = {
  readonly label: string;
  readonly lines: readonly Line[];
  /** Before the order: one that may be deleted has no word of its own yet. */
  readonly isPlan?: boolean;
  /** What is done with each; without it each is deleted. */
  readonly wishOf?: (line: Line) => BulkWish;
};

/** All templates of the dialog in a box that scrolls; rows out of sight cost no layout. */
export function LineList({ label, lines, isPlan = false, wishOf = deleted }: LineListProps) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: keyboards scroll it
      tabIndex={0}
      className="max-h-72 shrink-0 overflow-y-auto rounded-md border border-line"
    >
      <ul>
        {lines.map((line) => (
          <LineRow key={keyOf(line)} line={line} isPlan={isPlan} wish={wishOf(line)} />
        ))}
      </ul>
    </section>
  );
}

function deleted(): BulkWish {
  return "delete";
}
