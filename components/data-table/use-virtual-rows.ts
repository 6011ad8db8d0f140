import { defaultRangeExtractor, type Range, useVirtualizer, type VirtualItem } from "@tanstack/react-virtual";
import { type FocusEvent, type RefObject, useCallback, useEffect, useRef, useState } from "react";

const ROW_PX = 49;
/** Few: each row is some twenty elements, and a row that comes late is drawn within a frame. */
const OVERSCAN = 2;
/** What the server assumes, so that its HTML has rows. */
const FIRST_RECT = { width: 1100, height: 640 };

export type VirtualRow = {
  readonly key: string;
  readonly index: number;
  /** Distance from the top of the rows in px. */
  readonly start: number;
  /** The focused row when it is scrolled away: still mounted so that the focus is not lost, but not in the flow. */
  readonly isAway: boolean;
};

export type VirtualRows = {
  /** By index, so that no row ever changes its place among its siblings: moving an element takes its focus. */
  readonly rows: readonly VirtualRow[];
  /** The first and the last row in view or near it. */
  readonly firstIndex: number;
  readonly lastIndex: number;
  readonly paddingTop: number;
  readonly paddingBottom: number;
  readonly measure: (element: HTMLElement | null) => void;
  readonly onFocus: (event: FocusEvent<HTMLElement>) => void;
  readonly onBlur: (event: FocusEvent<HTMLElement>) => void;
};

/** Which of `count` rows are in the document, with their places. `keyAt` names a row by its index. */
export function useVirtualRows(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  keyAt: (index: number) => string,
): VirtualRows {
  const [focused, setFocused] = useState<number | null>(null);
  const guess = useRef(ROW_PX);
  const virtualizer = useVirtualizer<HTMLElement, HTMLElement>({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => guess.current,
    getItemKey: keyAt,
    overscan: OVERSCAN,
    initialRect: FIRST_RECT,
    useFlushSync: false,
    rangeExtractor: useCallback(
      (range: Range) => {
        const near = defaultRangeExtractor(range);
        if (focused === null || focused >= range.count || near.includes(focused)) return near;
        return [...near, focused].sort((a, b) => a - b);
      },
      [focused],
    ),
  });

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    // Cards are taller than rows; when the one turns into the other, what is not measured yet is guessed anew.
    const observer = new ResizeObserver(() => {
      const first = element.querySelector<HTMLElement>("[data-index]");
      const height = first?.offsetHeight ?? ROW_PX;
      if (Math.abs(height - guess.current) < ROW_PX / 2) return;
      guess.current = height;
      virtualizer.measure();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, virtualizer]);

  const items = virtualizer.getVirtualItems();
  const away = items.find((item) => item.index === focused && isApart(item, items)) ?? null;
  const near = items.filter((item) => item !== away);
  const [first, last] = [near[0], near.at(-1)];
  return {
    rows: items.map((item) => ({
      key: String(item.key),
      index: item.index,
      start: item.start,
      isAway: item === away,
    })),
    firstIndex: first?.index ?? 0,
    lastIndex: last?.index ?? 0,
    paddingTop: first?.start ?? 0,
    paddingBottom: last === undefined ? 0 : Math.max(0, virtualizer.getTotalSize() - last.end),
    measure: virtualizer.measureElement,
    onFocus(event) {
      const index = indexOf(event.target);
      if (index !== null) setFocused(index);
    },
    onBlur(event) {
      if (!event.currentTarget.contains(event.relatedTarget)) setFocused(null);
    },
  };
}

/** No neighbour of the row is mounted, so it does not stand in the flow. */
function isApart(item: VirtualItem, items: readonly VirtualItem[]): boolean {
  return !items.some((other) => Math.abs(other.index - item.index) === 1) && items.length > 1;
}

function indexOf(target: EventTarget): number | null {
  const row = target instanceof Element ? target.closest<HTMLElement>("[data-index]") : null;
  const index = Number(row?.dataset.index);
  return row === null || !Number.isInteger(index) ? null : index;
}
