"use client";

import { type RefObject, useEffect, useState } from "react";

/** What the server draws for; the browser measures. */
const ASSUMED = 960;

/** The inner width of an element in pixels, without its vertical scroll bar. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(ASSUMED);
  useEffect(() => {
    const { current } = element;
    if (!current) return;
    const observer = new ResizeObserver(() => setWidth(current.clientWidth));
    observer.observe(current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
