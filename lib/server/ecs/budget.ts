import "server-only";
import { createEndpointClock, type EndpointClock } from "./endpoint-clock";
import { throttledBy } from "./rate";
import { type Count, Line, MINUTE, news, roll, type Window } from "./rate-line";
import { grantOf, type RateLedger, type WindowLimits, type WindowUse } from "./rate-window";
import type { CallShare } from "./types";

const TELL_EVERY_MS = 5_000;
/** A process asks for a part of the window at a time, so that few writes share it and little is lost with a process. */
const PARTS = 10;
/** Until the ledger answers; then each process counts for itself. */
const LEDGER_MS = 500;

/** `date`: the answer's `Date` header in milliseconds since the epoch, undefined without an answer. */
export type Landing = { readonly date?: number | undefined; readonly throttled: boolean };

/** A call that was given a place. */
export type Flight = {
  /** Once, when it is over. */
  land(answer: Landing): void;
};

/** Calls a minute per region and operation, in minutes of the endpoint's clock. */
export type Budget = {
  readonly perMinute: number;
  readonly userExtra: number;
  /** Takes places of the shared window for this process when it has none left; comes before `take`. Never throws. */
  refill(regionId: string, action: string, share: CallShare): Promise<void>;
  /** Takes a place; null when the share is used up. */
  take(regionId: string, action: string, share: CallShare): Flight | null;
  /** How many places there are now, those that no process has taken yet included. */
  room(regionId: string, action: string, share: CallShare): number;
  /** Milliseconds until a place may be free: 0 when there is one now, or when `refill` may get one. */
  waitMs(regionId: string, action: string, share: CallShare): number;
  /** The collector's limit in this window: `perMinute`, or less after throttling. */
  limit(regionId: string, action: string): number;
};

export type BudgetParts = {
  /** Milliseconds of a clock that does not jump. */
  readonly now: () => number;
  /** Ends early when the signal fires. */
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Absent: this process is alone. */
  readonly ledger?: RateLedger;
};

/**
 * The collector has `perMinute`, less for a while after throttling. Users have `userExtra` on top, which sweeps never touch,
 * and after it whatever the collector leaves of its own; both together never exceed the sum in any window of the endpoint:
 * a call that may arrive in the next window counts in both until its answer tells. Source of "opens again in minute
 * T + 1": API throttling page.
 */
export function createBudget(perMinute: number, parts: BudgetParts): Budget {
  const { now, ledger } = parts;
  const userExtra = Math.max(10, Math.floor(perMinute * 0.2));
  const clocks = new Map<string, EndpointClock>();
  const lines = new Map<string, Line>();
  const asking = new Map<string, Promise<void>>();
  let toldAt = Number.NEGATIVE_INFINITY;

  const lineOf = (regionId: string, action: string): Line => {
    const name = `${regionId} ${action}`;
    let line = lines.get(name);
    if (line === undefined) {
      const clock = clocks.get(regionId) ?? createEndpointClock(now);
      clocks.set(regionId, clock);
      line = new Line(regionId, action, clock, perMinute);
      lines.set(name, line);
    }
    return line;
  };
  const current = (line: Line): Window => {
    const number = Math.floor(line.clock.now() / MINUTE);
    if (number !== line.at) {
      roll(line, number, perMinute);
      tell();
    }
    return line.window(number);
  };
  const limits = (line: Line): WindowLimits => ({ limit: line.rate.limit, perMinute, extra: userExtra });

  /** Calls under way that began in another window may arrive in this one. */
  const crossing = (line: Line, window: Window): Count => {
    const sum = { collector: 0, user: 0 };
    for (const other of line.windows.values()) {
      if (other === window) continue;
      sum.collector += other.inFlight.collector;
      sum.user += other.inFlight.user;
    }
    return sum;
  };
  const isShared = (window: Window) => ledger !== undefined && !window.alone;

  /** What this process holds of the window beyond what it has used. */
  const held = (line: Line, window: Window): Count => {
    const over = crossing(line, window);
    return {
      collector: window.granted.collector - window.taken.collector - over.collector,
      user: window.granted.user - window.taken.user - over.user,
    };
  };
  const places = (line: Line, share: CallShare): number => {
    const window = current(line);
    if (share === "collector" && window.closed) return 0;
    const over = crossing(line, window);
    if (!isShared(window)) {
      const used = {
        collector: window.taken.collector + over.collector,
        user: window.taken.user + over.user,
        closed: window.closed,
      };
      return grantOf(used, limits(line), share, Number.POSITIVE_INFINITY);
    }
    const mine = held(line, window);
    return Math.max(0, share === "user" ? mine.user + Math.max(0, mine.collector) : mine.collector);
  };

  const isShut = (window: Window, share: CallShare) =>
    !isShared(window) || window.full[share] || (share === "collector" && window.closed);

  /** Places that no process has taken yet, as far as the ledger told. */
  const unasked = (line: Line, window: Window, share: CallShare): number =>
    isShut(window, share)
      ? 0
      : grantOf({ ...window.known, closed: window.closed }, limits(line), share, Number.POSITIVE_INFINITY);

  const tell = () => {
    if (ledger === undefined) return;
    toldAt = now();
    const uses: WindowUse[] = [];
    for (const line of lines.values()) for (const window of line.windows.values()) uses.push(...news(window));
    if (uses.length > 0) ledger.note(uses).catch(() => undefined);
  };

  const ask = async (line: Line, window: Window, share: CallShare): Promise<void> => {
    if (ledger === undefined) return;
    if (!line.recalled) {
      const limit = await ledger.recall(window.key);
      if (limit !== null && limit < line.rate.limit) line.rate = { ...line.rate, limit: Math.max(1, limit) };
      line.recalled = true;
    }
    const mine = held(line, window);
    const part =
      share === "collector"
        ? Math.ceil(line.rate.limit / PARTS)
        : Math.min(Math.ceil(userExtra / PARTS), Math.max(1, window.taken.user));
    const want = part - Math.min(0, mine[share]);
    const { granted, places } = await ledger.lease({ ...window.key, share, want, limits: limits(line) });
    window.granted[share] += granted;
    window.known = places;
    if (granted < want) window.full[share] = true;
    if (places.closed) window.closed = true;
  };

  return {
    perMinute,
    userExtra,
    async refill(regionId, action, share) {
      if (ledger === undefined) return;
      const line = lineOf(regionId, action);
      const window = current(line);
      if (isShut(window, share) || places(line, share) > 0) return;
      const name = `${regionId} ${action} ${share}`;
      const begun = asking.get(name) ?? patiently(ask(line, window, share), parts.sleep, window);
      asking.set(name, begun);
      await begun.finally(() => asking.delete(name));
    },
    take(regionId, action, share) {
      const line = lineOf(regionId, action);
      if (places(line, share) <= 0) return null;
      const window = current(line);
      if (isShared(window) && held(line, window)[share] <= 0) {
        // A user takes what this process still holds for sweeps.
        window.granted.collector -= 1;
        window.granted.user += 1;
      }
      window.taken[share] += 1;
      window.inFlight[share] += 1;
      const sentAt = now();
      return {
        land({ date, throttled }) {
          window.inFlight[share] -= 1;
          if (date !== undefined) line.clock.learn({ date, sentAt, answeredAt: now() });
          const there = date === undefined ? window : line.window(Math.floor(date / MINUTE));
          window.taken[share] -= 1;
          there.taken[share] += 1;
          if (throttled) {
            const passed = there.sent - there.throttled - 1;
            there.throttled += 1;
            if (throttledBy(passed, Math.max(0, ...line.best.values())) === "others") there.others += 1;
            there.closed = true;
          }
          if (throttled || now() - toldAt >= TELL_EVERY_MS) tell();
        },
      };
    },
    room(regionId, action, share) {
      const line = lineOf(regionId, action);
      return places(line, share) + unasked(line, current(line), share);
    },
    waitMs(regionId, action, share) {
      const line = lineOf(regionId, action);
      // Of those who asked together the first may have taken all that came: the others ask again.
      if (places(line, share) > 0 || unasked(line, current(line), share) > 0) return 0;
      return Math.max(1, MINUTE - (line.clock.now() % MINUTE));
    },
    limit(regionId, action) {
      const line = lineOf(regionId, action);
      current(line);
      return line.rate.limit;
    },
  };
}

/** A ledger that fails or is slow costs nobody a call: this process then counts for itself until the window ends. */
async function patiently(asked: Promise<void>, sleep: BudgetParts["sleep"], window: Window): Promise<void> {
  const done = new AbortController();
  const late = sleep?.(LEDGER_MS, done.signal).then(() => "late" as const);
  const answer = asked.then(
    () => "answered" as const,
    () => "failed" as const,
  );
  const first = await (late === undefined ? answer : Promise.race([answer, late]));
  done.abort();
  if (first !== "answered") window.alone = true;
}
