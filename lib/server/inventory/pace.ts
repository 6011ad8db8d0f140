import "server-only";

/** How fast a region is read: all in milliseconds, from its number of templates and the budget. */
export type Pace = {
  /** Between two sweep reads: a quarter of the budget, more only where 15 minutes would not do. */
  readonly sweepGap: number;
  /** A sweep skips what was read less than this ago. */
  readonly sweepAge: number;
  /** A template older than this is late, and the sweep may use half of the budget. */
  readonly sweepLate: number;
  /** Between two reads of a running build's template. */
  readonly runningGap: number;
  readonly listGap: number;
};

export const WINDOW_MS = 60_000;
const PAGE = 500;
const LONGEST_SWEEP_MS = 15 * 60_000;
const YOUNG_MS = 12_000;
const RUNNING_MS = 5_000;
/** With the sweep's quarter it leaves some of the budget free: what is planned to the last call never catches up. */
const RUNNING_SHARE = 0.6;
/** While first reads are under way: as rare as a change of a running build may still be shown within 15 s. */
const RUNNING_COLD_MS = 12_500;
/** While first reads are under way and nobody has a page open, nothing is read twice within this time. */
const UNSEEN_MS = 60_000;

/** Whether some template was never read yet, and whether somebody has a page open meanwhile. */
export type FirstReads = "done" | "watched" | "unwatched";

const SHORTEST_RUNNING_MS: Record<FirstReads, number> = {
  done: RUNNING_MS,
  watched: RUNNING_COLD_MS,
  unwatched: UNSEEN_MS,
};

/** `templates` and `running` of one region; `budget` in calls a minute per region and operation. */
export function paceOf(templates: number, running: number, budget: number, firstReads: FirstReads): Pace {
  const idle = Math.max(1, templates - running);
  const quarter = budget / 4;
  const inTime = (idle * WINDOW_MS) / LONGEST_SWEEP_MS;
  const sweepGap = WINDOW_MS / Math.min(budget, Math.max(quarter, inTime));
  const interval = Math.max(WINDOW_MS, idle * sweepGap);
  const listRate = Math.max(budget / 4, 1);
  return {
    sweepGap,
    sweepAge: Math.max(interval - idle * sweepGap, firstReads === "unwatched" ? UNSEEN_MS : YOUNG_MS),
    sweepLate: interval + 5_000,
    runningGap: Math.max(SHORTEST_RUNNING_MS[firstReads], (running * WINDOW_MS) / (budget * RUNNING_SHARE)),
    listGap: Math.max(WINDOW_MS, (pagesOf(templates) * WINDOW_MS) / listRate),
  };
}

/** Calls that listing so many templates costs. */
export function pagesOf(templates: number): number {
  return Math.max(1, Math.ceil(templates / PAGE));
}
