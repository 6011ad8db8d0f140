"use client";

import { memo, useMemo } from "react";
import { barLooks } from "./bar-looks";
import type { Span } from "./geometry/view";
import { LaneMarks, type MarkPress } from "./lane-marks";
import { drawLane, LANE, type SceneLane } from "./scene";
import { useMarkWords } from "./use-mark-words";

type LaneViewProps = {
  readonly lane: SceneLane;
  readonly view: Span;
  readonly width: number;
  readonly gutter: number;
  readonly selected: number | null;
  readonly tabStop: number | null;
  readonly onPress: (press: MarkPress) => void;
};

const BAR = 14;
const NAME_LENGTH = 24;

/** A template's lane: its name, a bar for each build in view, the marks upon them. */
export const LaneView = memo(function LaneView({ lane, view, width, gutter, ...marks }: LaneViewProps) {
  const words = useMarkWords();
  const drawn = useMemo(() => drawLane(lane, view, width), [lane, view, width]);
  const name = lane.lane.name ?? lane.lane.templateId;
  return (
    <g transform={`translate(0 ${lane.y})`} data-template-id={lane.lane.templateId}>
      <text
        x={0}
        y={gutter === 0 ? 14 : LANE / 2 + 4}
        aria-hidden
        className="fill-ink font-medium text-[12.5px]"
      >
        <title>{name}</title>
        {shorten(name, gutter === 0 ? Math.floor(width / 8) : NAME_LENGTH)}
      </text>
      <g transform={`translate(${gutter} 0)`}>
        <g aria-hidden>
          {drawn.bars.map(({ value, x, width: length, y, count }) => (
            <rect
              key={value.bar.buildId}
              x={x}
              y={y - BAR / 2}
              width={length}
              height={BAR}
              rx={3}
              data-build-id={value.bar.buildId}
              data-status={value.bar.status ?? "none"}
              data-extent={value.bar.extent}
              className={barLooks(value.bar)}
            >
              <title>{`${words.bar(value.bar)}${count > 1 ? ` (+${count - 1})` : ""}`}</title>
            </rect>
          ))}
        </g>
        <LaneMarks lane={lane.lane} marks={drawn.marks} {...marks} />
      </g>
    </g>
  );
});

/** A text cut in the middle of nothing: whole characters, wide ones counted twice. */
function shorten(text: string, most: number): string {
  let length = 0;
  let kept = "";
  for (const character of text) {
    length += /[\u1100-\uffdc]|\p{Extended_Pictographic}/u.test(character) ? 2 : 1;
    if (length > most - 1 && kept.length + character.length < text.length) return `${kept}…`;
    kept += character;
  }
  return kept;
}
