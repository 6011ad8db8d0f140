import "server-only";
import type { EndpointClock } from "./endpoint-clock";
import { fullRate, nextRate, type Rate } from "./rate";
import type { WindowKey, WindowUse } from "./rate-window";

export const MINUTE = 60_000;
/** Windows that tell whether more went through lately. */
const HOUR = 60;

export type Count = { collector: number; user: number };

/** One window of one region and operation, as this process knows it. */
export class Window {
  readonly key: WindowKey;
  /** Sent in this window, as far as its answers told. */
  readonly taken: Count = { collector: 0, user: 0 };
  readonly inFlight: Count = { collector: 0, user: 0 };
  readonly granted: Count = { collector: 0, user: 0 };
  readonly told: Count = { collector: 0, user: 0 };
  throttled = 0;
  others = 0;
  toldThrottled = 0;
  toldOthers = 0;
  closed = false;
  /** The ledger has no more places of this share. */
  readonly full = { collector: false, user: false };
  /** Given out to all processes, as the ledger said last. */
  known: Count = { collector: 0, user: 0 };
  /** The ledger did not answer: what is granted is our own count. */
  alone = false;

  constructor(key: WindowKey) {
    this.key = key;
  }

  get sent(): number {
    return this.taken.collector + this.taken.user;
  }
}

/** One region's operation: its windows and its rate. */
export class Line {
  readonly regionId: string;
  readonly action: string;
  readonly clock: EndpointClock;
  readonly windows = new Map<number, Window>();
  readonly best = new Map<number, number>();
  rate: Rate;
  at: number;
  recalled = false;

  constructor(regionId: string, action: string, clock: EndpointClock, perMinute: number) {
    this.regionId = regionId;
    this.action = action;
    this.clock = clock;
    this.rate = fullRate(perMinute);
    this.at = Math.floor(clock.now() / MINUTE);
  }

  window(number: number): Window {
    let window = this.windows.get(number);
    if (window === undefined) {
      window = new Window({ regionId: this.regionId, action: this.action, window: number });
      this.windows.set(number, window);
    }
    return window;
  }
}

/** Ends the windows before `number`, one by one, so that each tells on the rate; a clock that was set back ends none. */
export function roll(line: Line, number: number, perMinute: number): void {
  for (let ended = Math.max(line.at, number - HOUR); ended < number; ended += 1) {
    const window = line.windows.get(ended);
    const passed = window === undefined ? 0 : window.sent - window.throttled;
    line.rate = nextRate(line.rate, { passed, throttled: window?.closed ?? false }, perMinute);
    line.best.set(ended, passed);
  }
  for (const old of line.best.keys()) if (old < number - HOUR || old >= number) line.best.delete(old);
  for (const [old, window] of line.windows) {
    const isOver = window.inFlight.collector + window.inFlight.user === 0;
    if (isOver && Math.abs(old - number) > 2) line.windows.delete(old);
  }
  line.at = number;
}

/** What happened since it was told last; taken as told. */
export function news(window: Window): WindowUse[] {
  const use = {
    ...window.key,
    collector: window.taken.collector - window.told.collector,
    user: window.taken.user - window.told.user,
    throttled: window.throttled - window.toldThrottled,
    others: window.others - window.toldOthers,
  };
  if (use.collector === 0 && use.user === 0 && use.throttled === 0) return [];
  Object.assign(window.told, window.taken);
  window.toldThrottled = window.throttled;
  window.toldOthers = window.others;
  return [use];
}
