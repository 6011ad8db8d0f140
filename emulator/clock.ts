/** The endpoint's clock: the real one plus what control calls advanced it by. All times are ms since the epoch. */
export interface Clock {
  /** The real time: judges the age of signatures. */
  real(): number;
  /** The endpoint's time: everything else. */
  now(): number;
  /** Goes forward, as if that much wall time had passed. */
  advance(ms: number): void;
  /** Back to the real time. */
  reset(): void;
}

/** A clock over a source of real time. */
export function createClock(real: () => number = Date.now): Clock {
  let offset = 0;
  return {
    real,
    now: () => real() + offset,
    advance(ms) {
      offset += ms;
    },
    reset() {
      offset = 0;
    },
  };
}

/** UTC ISO 8601 without milliseconds, as ECS writes times. */
export function isoSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** Cut to whole seconds: what the ECS API can tell apart. */
export function wholeSeconds(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}
