"use client";

import { createContext, type ReactNode, use, useMemo, useSyncExternalStore } from "react";

type Clock = { readonly initial: number; readonly offset: number };

const ClockContext = createContext<Clock | null>(null);

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let tick = 0;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    if (document.hidden) return;
    tick = Date.now();
    for (const each of listeners) each();
  }, 1000);
  tick = Math.max(tick, Date.now());
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

type ClockProviderProps = {
  /** The server's time of this rendering, in milliseconds: the first paint in the browser says the same as the HTML. */
  readonly now: number;
  readonly children: ReactNode;
};

/** Ages are told by the server's clock: a browser whose clock is off by more than 30 s is corrected by the difference. */
export function ClockProvider({ now, children }: ClockProviderProps) {
  const clock = useMemo(() => {
    const off = typeof window === "undefined" ? 0 : now - Date.now();
    return { initial: now, offset: Math.abs(off) > 30_000 ? off : 0 };
  }, [now]);
  return <ClockContext value={clock}>{children}</ClockContext>;
}

/**
 * The time in milliseconds as the page tells it; one timer for all.
 * `step` in milliseconds: the answer changes only when another whole step has begun, so that slow ages render seldom.
 */
export function useNow(step = 1000): number {
  const clock = use(ClockContext);
  const initial = clock?.initial ?? Date.now();
  const offset = clock?.offset ?? 0;
  const floor = (ms: number) => Math.floor(ms / step) * step;
  return useSyncExternalStore(
    subscribe,
    () => floor((tick || Date.now()) + offset),
    () => floor(initial),
  );
}

const noChange = () => () => undefined;

/** The reader's time zone; UTC in the server's HTML and while hydrating, so that both say the same. */
export function useZone(): string {
  return useSyncExternalStore(
    noChange,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => "UTC",
  );
}
