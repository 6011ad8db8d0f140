import "server-only";
import type { CallShare } from "./types";

const MINUTE = 60_000;

type Window = { collector: number; user: number; closed: boolean };

/** Calls a minute per region and operation, in minutes of the clock. */
export type Budget = {
  readonly perMinute: number;
  readonly userExtra: number;
  /** Takes a place; false when the share is used up. */
  take(key: string, share: CallShare): boolean;
  /** How many places are free now. */
  places(key: string, share: CallShare): number;
  /** Milliseconds until a place may be free: 0 when there is one now. */
  waitMs(key: string, share: CallShare): number;
  /** ECS throttled: the collector stays away from this region and operation until the next minute. */
  close(key: string): void;
};

/**
 * The collector has `perMinute`. Users have `userExtra` on top, which sweeps never touch, and after it whatever the
 * collector leaves of its own; both together never exceed the sum. Source of "opens again in minute T + 1": API throttling page.
 */
export function createBudget(perMinute: number, now: () => number): Budget {
  const userExtra = Math.max(10, Math.floor(perMinute * 0.2));
  const windows = new Map<string, Window>();
  let swept = -1;

  const current = (key: string): Window => {
    const minute = Math.floor(now() / MINUTE);
    if (swept !== minute) {
      windows.clear();
      swept = minute;
    }
    let window = windows.get(key);
    if (!window) {
      window = { collector: 0, user: 0, closed: false };
      windows.set(key, window);
    }
    return window;
  };
  const places = (window: Window, share: CallShare): number => {
    if (share === "user") return Math.max(0, perMinute + userExtra - window.collector - window.user);
    const borrowed = Math.max(0, window.user - userExtra);
    return window.closed ? 0 : Math.max(0, perMinute - window.collector - borrowed);
  };
  const isFree = (window: Window, share: CallShare): boolean => places(window, share) > 0;
  return {
    perMinute,
    userExtra,
    take(key, share) {
      const window = current(key);
      if (!isFree(window, share)) return false;
      window[share] += 1;
      return true;
    },
    places: (key, share) => places(current(key), share),
    waitMs(key, share) {
      return isFree(current(key), share) ? 0 : MINUTE - (now() % MINUTE);
    },
    close(key) {
      current(key).closed = true;
    },
  };
}
