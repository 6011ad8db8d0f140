import "server-only";
import type { Allowance } from "@/lib/server/ecs/types";
import { type FirstReads, type Pace, paceOf, pagesOf, WINDOW_MS } from "./pace";
import type { CallTimes, Plan, Read, RegionPlan, TemplateState, Why } from "./plan-state";

export type PlanLimits = {
  /** Calls a minute per region and operation. */
  readonly budget: number;
  /** Reads that may start now. */
  readonly free: number;
  /** While a region still has templates that were never read, what is known waits longer, most where nobody looks. */
  readonly firstReads: FirstReads;
  /** Nobody has looked for ten minutes. */
  readonly keepAlive: boolean;
  /** What the endpoint's window still holds of each operation. */
  readonly lists: Allowance;
  readonly builds: Allowance;
};

type Due = {
  readonly templateId: string;
  readonly why: Why;
  readonly at: number;
  readonly lookedAt: boolean;
};

const ORDER: Record<Why, number> = { hint: 0, vanish: 1, first: 2, running: 3, sweep: 4 };
/** Where somebody looks, a running build that is due cannot wait until thousands were read for the first time. */
const WATCHED_ORDER: Record<Why, number> = { ...ORDER, running: 2, first: 3 };

/**
 * The next reads of a region: what is known, the time, the budget, who looks; nothing else. First what somebody waits for,
 * then what was never read and running builds (these first where somebody looks), then the rest at the pace of the sweep;
 * among equals what somebody has in view, then who waited longest. Who looks changes the order of reads, not their number.
 * No 60 seconds ever hold more calls of an operation than the budget.
 */
export function planRegion(region: RegionPlan, now: number, limits: PlanLimits): Plan {
  if (now < region.pausedUntil) return { reads: [], wakeAt: region.pausedUntil };
  if (limits.free <= 0) return { reads: [], wakeAt: Number.POSITIVE_INFINITY };

  const { running } = region;
  const pace = paceOf({ ...limits, templates: region.templates.size, running, limit: limits.builds.limit });
  const lists = room(region.listCalls, now, limits.budget, limits.lists);
  const builds = room(region.buildCalls, now, limits.budget, limits.builds);
  const reads: Read[] = [];
  let free = limits.free;
  let wakeAt = Number.POSITIVE_INFINITY;
  const wake = (at: number) => {
    if (at > now && at < wakeAt) wakeAt = at;
  };

  const listAt = listDueAt(region, pace);
  // A listing of more pages than the budget holds must still begin some time: in an empty minute.
  const pages = Math.min(pagesOf(region.templates.size), lists.most);
  if (listAt > now) wake(listAt);
  else if (lists.left >= pages) {
    reads.push({ kind: "list" });
    lists.left -= pages;
    free -= 1;
  } else {
    wake(lists.freeAt);
    lists.left = 0;
  }

  const order = limits.firstReads === "watched" ? WATCHED_ORDER : ORDER;
  const { due, nextAt } = dueTemplates(region, now, pace, limits.free, order);
  wake(nextAt);
  const sweep = sweepRoom(region, now, pace, due);
  // Running builds keep their turn while the rest is read for the first time, or in a sweep that is in time.
  const kept = {
    first: Math.min(Math.floor(limits.budget / 4), Math.ceil((running * WINDOW_MS) / pace.runningGap)),
    sweep: Math.min(Math.floor(limits.budget / (sweep.late ? 10 : 4)), running * 6),
  };
  const cold = region.fresh.size > 0 && due.some((each) => each.why === "first");
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

/** How many calls fit now, how many ever, and when the next place comes free. */
function room(
  calls: CallTimes,
  now: number,
  budget: number,
  allowance: Allowance,
): { left: number; most: number; freeAt: number } {
  const most = Math.max(1, Math.min(Math.floor(budget), allowance.limit));
  const first = calls.findIndex((at) => at > now - WINDOW_MS);
  const recent = first < 0 ? 0 : calls.length - first;
  const ours = Math.max(0, most - recent);
  const left = Math.min(ours, allowance.left);
  // With more calls in the minute than now are allowed, so many of them must grow old.
  const next = calls[calls.length - Math.max(1, Math.min(most, recent))] ?? now - WINDOW_MS;
  const freeAt = allowance.left > 0 || ours <= 0 ? next + WINDOW_MS : 0;
  return { left, most, freeAt: Math.max(freeAt, allowance.left > 0 ? 0 : now + allowance.opensInMs) };
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

/** The templates that are due, in order: all that something is the matter with, of the others as many as may be read now. */
function dueTemplates(
  region: RegionPlan,
  now: number,
  pace: Pace,
  most: number,
  order: Record<Why, number>,
): { due: Due[]; nextAt: number } {
  const due: Due[] = [];
  let nextAt = Number.POSITIVE_INFINITY;
  /** False: not due, and so are those after it in its set. */
  const add = (templateId: string): boolean => {
    const state = region.templates.get(templateId);
    if (state === undefined || state.busy) return true;
    const at = dueAt(state, now, pace);
    if (at > now) {
      nextAt = Math.min(nextAt, at);
      return false;
    }
    const since = Math.max(state.readAt ?? 0, state.triedAt);
    const why = whyOf(state);
    // In the sweep the age alone counts, so that nobody starves behind what is in view.
    due.push({ templateId, why, at: since, lookedAt: why !== "sweep" && region.looked.has(templateId) });
    return true;
  };
  for (const id of region.urgent) add(id);
  for (const id of region.looked) if (region.fresh.has(id)) add(id);
  upTo(most, region.fresh, (id) => region.looked.has(id) || add(id));
  upTo(most, region.idle, add);
  due.sort((a, b) => order[a.why] - order[b.why] || Number(b.lookedAt) - Number(a.lookedAt) || a.at - b.at);
  return { due, nextAt };
}

/** Goes through a set while `take` says so, until so many were taken; those on their way are at its front. */
function upTo(most: number, ids: ReadonlySet<string>, take: (id: string) => boolean): void {
  let taken = 0;
  for (const id of ids) {
    if (taken >= 2 * most || !take(id)) return;
    taken += 1;
  }
}

function whyOf(state: TemplateState): Why {
  if (state.suspect) return "vanish";
  if (state.hinted) return "hint";
  if (state.readAt === null) return state.failures === 0 ? "first" : "sweep";
  return state.running ? "running" : "sweep";
}

function dueAt(state: TemplateState, now: number, pace: Pace): number {
  if (state.suspect || state.hinted || state.readAt === null) return state.retryAt;
  return Math.max(
    state.retryAt,
    state.readAt + (state.running ? runningGap(state, now, pace) : pace.sweepAge),
  );
}

/** Within this of its expected end, and after it, a build may end at any moment. */
const NEAR_END_MS = 60_000;

function runningGap(state: TemplateState, now: number, pace: Pace): number {
  if (state.awaited) return pace.awaitedGap;
  const isFar = state.expectedAt !== null && now < state.expectedAt - NEAR_END_MS;
  return isFar ? pace.runningFarGap : pace.runningGap;
}
