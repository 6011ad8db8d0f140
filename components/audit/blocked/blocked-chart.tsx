"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, type RefObject, useEffect, useId, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { announce } from "@/components/shell/announcer";
import type { BlockedMark, BlockedPicture } from "@/lib/contracts/audit-blocked";
import { BlockedSummary } from "./blocked-summary";
import { type Span, zoom } from "./geometry/view";
import type { MarkPress } from "./lane-marks";
import { LaneView } from "./lane-view";
import { Legend } from "./legend";
import { moveToMark } from "./move-to-mark";
import { buildScene, type SceneLane } from "./scene";
import { AXIS, TimeAxis, TimeGrid } from "./time-axis";
import { Toolbar } from "./toolbar";
import { useTimeWords } from "./use-mark-words";
import { usePlotInput } from "./use-plot-input";
import { useWidth } from "./use-width";

const GUTTER = 184;
const NARROW = 640;
/** Of the scrolled box, in pixels; more lanes than that scroll. */
const VIEWPORT = 476;
/** So far beyond the scrolled box lanes are drawn too. */
const BEYOND = 170;
/** Fewer lanes than this are always all there. */
const FEW_LANES = 30;
const SAID_AFTER_MS = 700;

type BlockedChartProps = {
  readonly picture: BlockedPicture;
  /** The picture's own marks, or finer ones of the part in view. */
  readonly marks: readonly BlockedMark[];
  readonly view: Span;
  readonly onView: (view: Span) => void;
  /** The part in which something happened. */
  readonly fitted: Span;
  readonly selected: number | null;
  readonly onSelect: (seq: number | null) => void;
  readonly isLoading: boolean;
  /** The window goes on: its end is now. */
  readonly isOpen: boolean;
  readonly plot: RefObject<HTMLDivElement | null>;
};

/** Lanes, bars and marks, moved by wheel, drag, pinch, keys and buttons. */
export function BlockedChart(props: BlockedChartProps) {
  const { picture, marks, view, onView, selected, onSelect, plot } = props;
  const t = useTranslations("blocked");
  const ids = useId();
  const outer = useWidth(plot);
  const isNarrow = outer < NARROW;
  const gutter = isNarrow ? 0 : GUTTER;
  const width = Math.max(120, outer - gutter);
  const scene = useMemo(() => buildScene(picture, marks, isNarrow), [picture, marks, isNarrow]);
  const [top, setTop] = useState(0);
  const [showsAll, setShowsAll] = useState(false);
  const svgs = { lanes: useRef<SVGSVGElement>(null), axis: useRef<SVGSVGElement>(null) };
  const input = usePlotInput({ plot, gutter, view, window: scene.window, onView });
  useSaidView(view);
  usePrinted(setShowsAll);

  const all = showsAll || scene.lanes.length <= FEW_LANES;
  const lanes = all ? scene.lanes : inSight(scene.lanes, top);
  const onPress = useStable((press: MarkPress) => {
    if (press.kind === "select") return onSelect(press.seq === selected ? null : press.seq);
    const air = Math.max((press.to - press.from) * 0.4, 5_000);
    plot.current?.focus({ preventScroll: true });
    const wanted = { from: press.from - air, to: press.to + air };
    onView(zoom(wanted, scene.window, 1));
  });
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === "Escape" && selected !== null) return onSelect(null);
    if (moveToMark(event)) return;
    input.onKeyDown(event);
    // The mark that had the focus may be one of several now.
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) plot.current?.focus({ preventScroll: true });
    });
  };
  const drawn = () => [svgs.lanes.current, svgs.axis.current].filter((svg) => svg !== null);

  return (
    <figure
      aria-label={t("figure", { count: picture.blocked })}
      aria-describedby={`${ids}-summary`}
      className="flex flex-col gap-2 rounded-lg border border-line bg-surface p-3 shadow-card sm:p-4 print:border-0 print:p-0 print:shadow-none"
    >
      <div className="flex flex-wrap items-center justify-between gap-2">
        <BlockedSummary id={`${ids}-summary`} picture={picture} />
        <Toolbar
          view={view}
          window={scene.window}
          fitted={props.fitted}
          onView={onView}
          isLoading={props.isLoading}
          title={t("figure", { count: picture.blocked })}
          drawings={(read) => {
            flushSync(() => setShowsAll(true));
            const result = read(drawn());
            setShowsAll(false);
            return result;
          }}
        />
      </div>
      <p id={`${ids}-keys`} className="sr-only">
        {t("keys")}
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: a group that moves through time is no set of fields */}
      <div
        ref={plot}
        role="group"
        aria-label={t("plot")}
        aria-describedby={`${ids}-keys`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keys move and scroll it
        tabIndex={0}
        className="max-h-[29.75rem] cursor-grab touch-pan-y select-none overflow-y-auto overflow-x-hidden active:cursor-grabbing print:max-h-none print:overflow-visible"
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
        {...input}
        onKeyDown={onKeyDown}
      >
        {/* biome-ignore lint/a11y/noSvgWithoutTitle: the figure around it has the name, its marks have theirs */}
        <svg
          ref={svgs.lanes}
          viewBox={`0 0 ${gutter + width} ${scene.height}`}
          width={gutter + width}
          height={scene.height}
          className="block max-w-none print:h-auto print:w-full"
        >
          <TimeGrid view={view} width={width} gutter={gutter} height={scene.height} />
          {lanes.map((lane) => (
            <LaneView
              key={`${lane.lane.regionId}/${lane.lane.templateId}`}
              lane={lane}
              view={view}
              width={width}
              gutter={gutter}
              selected={selected}
              tabStop={selected}
              onPress={onPress}
            />
          ))}
        </svg>
      </div>
      <svg
        ref={svgs.axis}
        viewBox={`0 0 ${gutter + width} ${AXIS}`}
        width={gutter + width}
        height={AXIS}
        aria-hidden
        className="block max-w-none print:h-auto print:w-full"
      >
        <text x={0} y={16} className="fill-ink-3 text-[11.5px]">
          {gutter === 0 ? "" : "UTC"}
        </text>
        <TimeAxis view={view} width={width} gutter={gutter} now={props.isOpen ? scene.window.to : null} />
      </svg>
      <Legend />
    </figure>
  );
}

function inSight(lanes: readonly SceneLane[], top: number): SceneLane[] {
  return lanes.filter(({ y, height }) => y + height > top - BEYOND && y < top + VIEWPORT + BEYOND);
}

/** A function that stays the same while what it does is always the newest, so that lanes are not drawn again for it. */
function useStable<A>(action: (given: A) => void): (given: A) => void {
  const newest = useRef(action);
  useEffect(() => {
    newest.current = action;
  });
  return useMemo(() => (given: A) => newest.current(given), []);
}

/** Says which time is in view, once it rests. */
function useSaidView(view: Span): void {
  const t = useTranslations("blocked");
  const times = useTimeWords();
  const isFirst = useRef(true);
  const text = t("viewing", { from: times.whole(view.from), to: times.whole(view.to) });
  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false;
      return;
    }
    const timer = setTimeout(() => announce(text), SAID_AFTER_MS);
    return () => clearTimeout(timer);
  }, [text]);
}

/** On paper nothing scrolls: every lane is drawn. */
function usePrinted(setShowsAll: (showsAll: boolean) => void): void {
  useEffect(() => {
    const before = () => flushSync(() => setShowsAll(true));
    const after = () => setShowsAll(false);
    window.addEventListener("beforeprint", before);
    window.addEventListener("afterprint", after);
    return () => {
      window.removeEventListener("beforeprint", before);
      window.removeEventListener("afterprint", after);
    };
  }, [setShowsAll]);
}
