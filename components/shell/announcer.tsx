"use client";

import { useEffect, useRef } from "react";

const speakers = new Set<(text: string) => void>();

/** Lets the page's one status node say a short summary. Say grouped changes, not one of many. Saying it again is heard again. */
export function announce(text: string): void {
  for (const speak of speakers) speak(text);
}

/** The page's one role=status node, there from the start: a node that comes with its text is not read out. */
export function Announcer() {
  const node = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const speak = (text: string) => {
      const element = node.current;
      if (!element) return;
      // A no-break space makes the same text a change.
      element.textContent = element.textContent === text ? `${text}\u00a0` : text;
    };
    speakers.add(speak);
    return () => {
      speakers.delete(speak);
    };
  }, []);
  return <div ref={node} role="status" className="sr-only" />;
}
