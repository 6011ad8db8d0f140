import "server-only";
import type { Timers } from "../deadline";

/** Timers that run when the test says so, whatever they were set to. */
export function manualTimers(): {
  readonly timers: Timers;
  readonly fire: () => void;
  readonly pending: () => number;
} {
  const waiting = new Map<number, () => void>();
  let next = 1;
  return {
    timers: {
      set: (run) => {
        waiting.set(next, run);
        return next++;
      },
      clear: (handle) => void waiting.delete(handle as number),
    },
    fire: () => {
      const due = [...waiting.values()];
      waiting.clear();
      for (const run of due) run();
    },
    pending: () => waiting.size,
  };
}
