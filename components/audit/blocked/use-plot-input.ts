"use client";

import {
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
  useEffect,
  useEffectEvent,
  useRef,
} from "react";
import { pan, type Span, zoom } from "./geometry/view";

type PlotInput = {
  /** The element that takes wheel, drag, pinch and keys. */
  readonly plot: RefObject<HTMLDivElement | null>;
  /** Pixels left of the time axis inside the element. */
  readonly gutter: number;
  readonly view: Span;
  readonly window: Span;
  readonly onView: (view: Span) => void;
};

type Point = { readonly x: number; readonly y: number };
type Gesture = { readonly view: Span; readonly points: readonly Point[]; readonly hasMoved: boolean };

const CLOSER = 0.8;
const DRAG_BEGINS = 4;

/** Moving through time: wheel and pinch change how close, drag and arrows move, Home and End go to the ends. */
export function usePlotInput({ plot, gutter, view, window, onView }: PlotInput) {
  const pointers = useRef(new Map<number, Point>());
  const gesture = useRef<Gesture | null>(null);

  /** Which part of the axis, from 0 to 1, a screen position is over. */
  const partOf = (clientX: number) => {
    const box = plot.current?.getBoundingClientRect();
    if (!box) return 0.5;
    return Math.max(0, Math.min((clientX - box.left - gutter) / Math.max(1, box.width - gutter), 1));
  };
  const axisWidth = () => Math.max(1, (plot.current?.clientWidth ?? 0) - gutter);

  const onWheel = useEffectEvent((event: WheelEvent) => {
    const isSideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
    const by = isSideways ? event.deltaX || event.deltaY : event.deltaY;
    const pixels = event.deltaMode === 1 ? by * 16 : by;
    const next = isSideways
      ? pan(view, window, pixels / axisWidth())
      : zoom(view, window, Math.exp(Math.max(-300, Math.min(pixels, 300)) / 400), partOf(event.clientX));
    // At the end of its way the wheel is the page's again.
    if (next.from === view.from && next.to === view.to) return;
    event.preventDefault();
    onView(next);
  });
  useEffect(() => {
    const element = plot.current;
    // React's own listener is passive and could not keep the page from scrolling.
    element?.addEventListener("wheel", onWheel, { passive: false });
    return () => element?.removeEventListener("wheel", onWheel);
  }, [plot]);

  const begin = () => {
    const points = [...pointers.current.values()];
    gesture.current = points.length === 0 ? null : { view, points, hasMoved: points.length > 1 };
  };
  const end = (event: PointerEvent) => {
    if (pointers.current.delete(event.pointerId)) begin();
  };

  return {
    onPointerDown(event: PointerEvent) {
      if (event.pointerType === "mouse" && event.button !== 0) return;
      pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
      begin();
    },
    onPointerMove(event: PointerEvent) {
      const known = pointers.current.get(event.pointerId);
      const started = gesture.current;
      if (!known || !started) return;
      pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
      const points = [...pointers.current.values()];
      const [a, b] = points;
      const [startA, startB] = started.points;
      if (!a || !startA) return;
      if (b && startB) {
        const factor = Math.max(1, Math.abs(startA.x - startB.x)) / Math.max(1, Math.abs(a.x - b.x));
        const moved = (startA.x + startB.x - a.x - b.x) / 2 / axisWidth();
        onView(pan(zoom(started.view, window, factor, partOf((startA.x + startB.x) / 2)), window, moved));
        return;
      }
      if (
        !started.hasMoved &&
        Math.abs(a.x - startA.x) < DRAG_BEGINS &&
        Math.abs(a.y - startA.y) < DRAG_BEGINS
      )
        return;
      gesture.current = { ...started, hasMoved: true };
      // From now on a release over a mark is no press of it.
      plot.current?.setPointerCapture(event.pointerId);
      if (event.pointerType === "mouse") plot.current?.scrollBy(0, known.y - event.clientY);
      onView(pan(started.view, window, (startA.x - a.x) / axisWidth()));
    },
    onPointerUp: end,
    onPointerCancel: end,
    onKeyDown(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const next = viewAfter(event.key, view, window);
      if (next === null) return;
      event.preventDefault();
      onView(next);
    },
  };
}

/** The view after a key, null when the key does nothing here. */
function viewAfter(key: string, view: Span, window: Span): Span | null {
  switch (key) {
    case "ArrowLeft":
      return pan(view, window, -0.15);
    case "ArrowRight":
      return pan(view, window, 0.15);
    case "+":
    case "=":
      return zoom(view, window, CLOSER);
    case "-":
    case "_":
      return zoom(view, window, 1 / CLOSER);
    case "Home":
      return pan(view, window, -1e6);
    case "End":
      return pan(view, window, 1e6);
    case "0":
      return window;
    default:
      return null;
  }
}
