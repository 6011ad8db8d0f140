"use client";

import type { KeyboardEvent } from "react";
import type { BlockedLane, BlockedMark } from "@/lib/contracts/audit-blocked";
import { CountShape, MarkShape } from "./mark-shape";
import type { DrawnLane } from "./scene";
import { useMarkWords } from "./use-mark-words";

type DrawnMark = DrawnLane["marks"][number];

/** What a press of a mark asks for. */
export type MarkPress =
  | { readonly kind: "select"; readonly seq: number }
  | { readonly kind: "closer"; readonly from: number; readonly to: number };

type LaneMarksProps = {
  readonly lane: BlockedLane;
  readonly marks: readonly DrawnMark[];
  readonly selected: number | null;
  /** The mark that Tab stops at, by its newest event. */
  readonly tabStop: number | null;
  readonly onPress: (press: MarkPress) => void;
};

/** The newest event that a drawn mark stands for; names it among all. */
function keyOf({ values }: DrawnMark): number {
  return values.reduce((newest, { seq }) => Math.max(newest, seq), 0);
}

/** The marks of a lane: one event each, or several with their number, which a press comes closer to. */
export function LaneMarks({ lane, marks, selected, tabStop, onPress }: LaneMarksProps) {
  const words = useMarkWords();
  return marks.map((drawn) => {
    const key = keyOf(drawn);
    const [only] = drawn.values;
    const isOne = drawn.count === 1 && only !== undefined;
    const isSelected = drawn.values.some(({ seq }) => seq === selected);
    const span = spanOf(drawn.values);
    const counts = countsOf(drawn.values);
    const press = () => onPress(isOne ? { kind: "select", seq: only.seq } : { kind: "closer", ...span });
    const label = isOne ? words.one(only, lane) : words.several(counts, lane, span.from, span.to);
    const about = isOne
      ? {
          "aria-pressed": isSelected,
          "data-kind": only.kind,
          ...(only.kind === "blocked" ? { "data-audit-seq": only.seq } : { "data-event-seq": only.seq }),
          ...(only.buildId === null ? {} : { "data-build-id": only.buildId }),
        }
      : { "data-count": counts.blocked, "data-others": counts.others };
    return (
      // biome-ignore lint/a11y/useSemanticElements: a drawing has no button element
      <g
        key={key}
        role="button"
        {...about}
        data-mark={key}
        tabIndex={key === tabStop ? 0 : -1}
        aria-label={label}
        transform={`translate(${round(drawn.x)} ${drawn.y})`}
        className="group cursor-pointer outline-none"
        onClick={press}
        onKeyDown={(event) => pressOnKey(event, press)}
      >
        <title>{label}</title>
        <rect x={-drawn.width / 2} y={-12} width={drawn.width} height={24} className="fill-transparent" />
        <rect
          x={-drawn.width / 2}
          y={isOne ? -drawn.width / 2 : -11}
          width={drawn.width}
          height={isOne ? drawn.width : 22}
          rx={isOne ? drawn.width / 2 : 11}
          strokeWidth={2}
          className={`fill-none group-focus-visible:stroke-accent ${isSelected ? "stroke-accent" : "stroke-none"}`}
        />
        {isOne ? (
          <MarkShape kind={only.kind} />
        ) : (
          <CountShape
            width={drawn.width}
            count={counts.blocked || counts.others}
            hasBlocked={counts.blocked > 0}
          />
        )}
      </g>
    );
  });
}

function pressOnKey(event: KeyboardEvent, press: () => void): void {
  if (event.key !== "Enter" && event.key !== " ") return;
  event.preventDefault();
  event.stopPropagation();
  press();
}

function countsOf(marks: readonly BlockedMark[]): { blocked: number; others: number } {
  let blocked = 0;
  let others = 0;
  for (const { kind, count } of marks) {
    if (kind === "blocked") blocked += count;
    else others += count;
  }
  return { blocked, others };
}

function spanOf(marks: readonly BlockedMark[]): { from: number; to: number } {
  const times = marks.flatMap(({ at, until }) => [Date.parse(at), Date.parse(until ?? at)]);
  return {
    from: times.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
    to: times.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
  };
}

function round(x: number): number {
  return Math.round(x * 10) / 10;
}
