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
  /** The same while its end is not expected yet, and where a delete waits for it. */
  readonly runningFarGap: number;
  readonly awaitedGap: number;
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

/** Nobody has looked for long: listings, running builds and the sweep are this far apart then. */
const KEEP_ALIVE_MS = 60_000;
const KEEP_ALIVE_LIST_MS = 5 * 60_000;
/** A running build is read at least this often while their number allows, and a third more often near its end. */
const RUNNING_FAR_MS = 9_000;

/** Whether some template was never read yet, and whether somebody has a page open meanwhile. */
export type FirstReads = "done" | "watched" | "unwatched";

const SHORTEST_RUNNING_MS: Record<FirstReads, number> = {
  done: RUNNING_MS,
  watched: RUNNING_COLD_MS,
  unwatched: UNSEEN_MS,
};

export type PaceFacts = {
  /** Templates of the region, and how many of them have a running build. */
  readonly templates: number;
  readonly running: number;
  /** Calls a minute per region and operation; `limit` what of it may be used now. */
  readonly budget: number;
  readonly limit: number;
  readonly firstReads: FirstReads;
  /** Nobody has looked for ten minutes. */
  readonly keepAlive: boolean;
};

/** How often a region is read. */
export function paceOf({ templates, running, budget, limit, firstReads, keepAlive }: PaceFacts): Pace {
  const idle = Math.max(1, templates - running);
  const inTime = (idle * WINDOW_MS) / LONGEST_SWEEP_MS;
  const rate = Math.min(limit, keepAlive ? inTime : Math.max(budget / 4, inTime));
  const sweepGap = WINDOW_MS / rate;
  const interval = Math.max(WINDOW_MS, idle * sweepGap);
  const listRate = Math.max(budget / 4, 1);
  const most = (running * WINDOW_MS) / (limit * RUNNING_SHARE);
  const runningGap = Math.max(SHORTEST_RUNNING_MS[firstReads], most);
  return {
    sweepGap,
    sweepAge: Math.max(interval - idle * sweepGap, firstReads === "unwatched" ? UNSEEN_MS : YOUNG_MS),
    sweepLate: interval + 5_000,
    runningGap: keepAlive ? Math.max(KEEP_ALIVE_MS, runningGap) : runningGap,
    runningFarGap: keepAlive ? Math.max(KEEP_ALIVE_MS, runningGap) : farGap(runningGap),
    awaitedGap: runningGap,
    listGap: Math.max(
      keepAlive ? KEEP_ALIVE_LIST_MS : WINDOW_MS,
      (pagesOf(templates) * WINDOW_MS) / listRate,
    ),
  };
}

/** Far from its expected end a build is read less often: never later than the promise where that can be kept. */
function farGap(runningGap: number): number {
  return runningGap < RUNNING_FAR_MS ? Math.min(RUNNING_FAR_MS, runningGap * 1.6) : runningGap;
}

/** Calls that listing so many templates costs. */
export function pagesOf(templates: number): number {
  return Math.max(1, Math.ceil(templates / PAGE));
}
