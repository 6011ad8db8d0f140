import "server-only";
import { type FirstReads, type Pace, paceOf, pagesOf, WINDOW_MS } from "./pace";
import type { CallTimes, Plan, Read, RegionPlan, TemplateState, Why } from "./plan-state";

export type PlanLimits = {
  /** Calls a minute per region and operation. */
  readonly budget: number;
  /** Reads that may start now. */
  readonly free: number;
  /** While a region still has templates that were never read, what is known waits longer, most where nobody looks. */
  readonly firstReads: FirstReads;
};

type Due = { readonly templateId: string; readonly why: Why; readonly at: number };

const ORDER: Record<Why, number> = { hint: 0, vanish: 1, first: 2, running: 3, sweep: 4 };
/** Where somebody looks, a running build that is due cannot wait until thousands were read for the first time. */
const WATCHED_ORDER: Record<Why, number> = { ...ORDER, running: 2, first: 3 };

/**
 * The next reads of a region: what is known, the time, the budget, nothing else. First what somebody waits for, then
 * what was never read and running builds (these first where somebody looks), then the oldest of the rest at the pace of
 * the sweep.
 * No 60 seconds ever hold more calls of an operation than the budget.
 */
export function planRegion(region: RegionPlan, now: number, limits: PlanLimits): Plan {
  if (now < region.pausedUntil) return { reads: [], wakeAt: region.pausedUntil };
  if (limits.free <= 0) return { reads: [], wakeAt: Number.POSITIVE_INFINITY };

  const running = countRunning(region);
  const pace = paceOf(region.templates.size, running, limits.budget, limits.firstReads);
  const lists = room(region.listCalls, now, limits.budget);
  const builds = room(region.buildCalls, now, limits.budget);
  const reads: Read[] = [];
  let free = limits.free;
  let wakeAt = Number.POSITIVE_INFINITY;
  const wake = (at: number) => {
    if (at > now && at < wakeAt) wakeAt = at;
  };

  const listAt = listDueAt(region, pace);
  // A listing of more pages than the budget holds must still begin some time: in an empty minute.
  const pages = Math.min(pagesOf(region.templates.size), limits.budget);
  if (listAt > now) wake(listAt);
  else if (lists.left >= pages) {
    reads.push({ kind: "list" });
    lists.left -= pages;
    free -= 1;
  } else {
    wake(lists.freeAt);
    lists.left = 0;
  }

  const { due, nextAt } = dueTemplates(
    region,
    now,
    pace,
    limits.firstReads === "watched" ? WATCHED_ORDER : ORDER,
  );
  wake(nextAt);
  const sweep = sweepRoom(region, now, pace, due);
  // Running builds keep their turn while the rest is read for the first time, or in a sweep that is in time.
  const kept = {
    first: Math.min(Math.floor(limits.budget / 4), running * 6),
    sweep: Math.min(Math.floor(limits.budget / (sweep.late ? 10 : 4)), running * 6),
  };
  const cold = due.some((each) => each.why === "first");
  for (const { templateId, why } of due) {
    if (why === "sweep" && cold) break;
    if (why === "sweep" && sweep.left <= 0) {
      wake(sweep.freeAt);
      break;
    }
    if (free <= 0) break;
    if (builds.left <= 0) {
      wake(builds.freeAt);
      break;
    }
    if ((why === "first" || why === "sweep") && builds.left <= kept[why]) {
      wake(builds.freeAt);
      continue;
    }
    if (why === "vanish") {
      if (lists.left <= 0) {
        wake(lists.freeAt);
        continue;
      }
      lists.left -= 1;
      reads.push({ kind: "vanish", templateId });
    } else reads.push({ kind: "builds", templateId, why });
    if (why === "sweep") sweep.left -= 1;
    builds.left -= 1;
    free -= 1;
  }
  return { reads, wakeAt };
}

/** How many calls fit now, and when the next place comes free. */
function room(calls: CallTimes, now: number, budget: number): { left: number; freeAt: number } {
  const recent = calls.filter((at) => at > now - WINDOW_MS);
  return {
    left: Math.max(0, Math.floor(budget) - recent.length),
    freeAt: (recent[0] ?? now - WINDOW_MS) + WINDOW_MS,
  };
}

/** One sweep read a gap; when the oldest is late, one in half of it. */
function sweepRoom(
  region: RegionPlan,
  now: number,
  pace: Pace,
  due: readonly Due[],
): { left: number; freeAt: number; late: boolean } {
  const oldest = due.find((each) => each.why === "sweep")?.at;
  const late = oldest !== undefined && now - oldest > pace.sweepLate;
  const freeAt = region.lastSweepAt + (late ? pace.sweepGap / 2 : pace.sweepGap);
  return { left: now >= freeAt ? 1 : 0, freeAt: Math.max(freeAt, now + 1), late };
}

function listDueAt(region: RegionPlan, pace: Pace): number {
  if (region.listBusy) return Number.POSITIVE_INFINITY;
  if (region.listedAt === null || region.listHinted) return region.listRetryAt;
  return Math.max(region.listRetryAt, region.listedAt + pace.listGap);
}

function dueTemplates(
  region: RegionPlan,
  now: number,
  pace: Pace,
  order: Record<Why, number>,
): { due: Due[]; nextAt: number } {
  const due: Due[] = [];
  let nextAt = Number.POSITIVE_INFINITY;
  for (const [templateId, state] of region.templates) {
    if (state.busy) continue;
    const at = dueAt(state, pace);
    if (at > now) nextAt = Math.min(nextAt, at);
    else due.push({ templateId, why: whyOf(state), at: state.readAt ?? 0 });
  }
  due.sort((a, b) => order[a.why] - order[b.why] || a.at - b.at);
  return { due, nextAt };
}

function whyOf(state: TemplateState): Why {
  if (state.suspect) return "vanish";
  if (state.hinted) return "hint";
  if (state.readAt === null) return state.failures === 0 ? "first" : "sweep";
  return state.running ? "running" : "sweep";
}

function dueAt(state: TemplateState, pace: Pace): number {
  if (state.suspect || state.hinted || state.readAt === null) return state.retryAt;
  return Math.max(state.retryAt, state.readAt + (state.running ? pace.runningGap : pace.sweepAge));
}

function countRunning(region: RegionPlan): number {
  let running = 0;
  for (const state of region.templates.values()) if (state.running) running += 1;
  return running;
}
