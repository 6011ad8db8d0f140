"use client";

import { useTranslations } from "next-intl";
import { ticks } from "./geometry/ticks";
import { type Span, xOf } from "./geometry/view";
import { useTimeWords } from "./use-mark-words";

type AxisProps = { readonly view: Span; readonly width: number; readonly gutter: number };

/** Lines behind the lanes, one a tick. */
export function TimeGrid({ view, width, gutter, height }: AxisProps & { readonly height: number }) {
  return (
    <g aria-hidden transform={`translate(${gutter} 0)`}>
      {ticks(view, width).map(({ time }) => (
        <line
          key={time}
          x1={xOf(time, view, width)}
          x2={xOf(time, view, width)}
          y1={0}
          y2={height}
          strokeWidth={1}
          className="stroke-line"
        />
      ))}
    </g>
  );
}

export const AXIS = 24;
/** Room of a label on either side of its tick, in pixels. */
const HALF_LABEL = 30;

type TimeAxisProps = AxisProps & { readonly now: number | null };

/** The times below the lanes, in UTC; `now` is where the window ends when it goes on. */
export function TimeAxis({ view, width, gutter, now }: TimeAxisProps) {
  const t = useTranslations("blocked");
  const words = useTimeWords();
  const nowX = now !== null && now <= view.to ? xOf(now, view, width) : null;
  const lastFree = nowX === null ? width : nowX - HALF_LABEL - 10;
  return (
    <g aria-hidden transform={`translate(${gutter} 0)`} className="fill-ink-3 text-[11.5px] tabular-nums">
      {ticks(view, width).map(({ time, form }) => {
        const x = xOf(time, view, width);
        if (x > lastFree) return null;
        return (
          <text key={time} x={Math.max(x, 1)} y={16} textAnchor={x < HALF_LABEL ? "start" : "middle"}>
            {words[form](time)}
          </text>
        );
      })}
      {nowX === null ? null : (
        <text x={nowX} y={16} textAnchor="end">
          {t("now")}
        </text>
      )}
    </g>
  );
}
