import "server-only";
import type { CallShare } from "./types";

/** Calls under way at one time; the SDK itself opens a socket for each call without a limit. */
const PER_REGION = 8;
const OVERALL = 64;

/** Gives a place back; may be called once. */
export type Release = () => void;

type Waiter = { readonly region: string; readonly start: () => void };

export type Limiter = {
  /** A place when one is free now. */
  tryAcquire(region: string, share: CallShare): Release | null;
  /** Waits in line for a place of this share; null when the signal fired first. */
  acquire(region: string, share: CallShare, signal: AbortSignal): Promise<Release | null>;
};

/** Collector and users have places of their own, so that nobody waits behind a sweep. */
export function createLimiter(perRegion = PER_REGION, overall = OVERALL): Limiter {
  const lines = { collector: createLine(perRegion, overall), user: createLine(perRegion, overall) };
  return {
    tryAcquire: (region, share) => lines[share].tryAcquire(region),
    acquire: (region, share, signal) => lines[share].acquire(region, signal),
  };
}

function createLine(perRegion: number, overall: number) {
  const busy = new Map<string, number>();
  const waiting = new Set<Waiter>();
  let total = 0;

  const isFree = (region: string) => total < overall && (busy.get(region) ?? 0) < perRegion;
  const enter = (region: string): Release => {
    total += 1;
    busy.set(region, (busy.get(region) ?? 0) + 1);
    return () => {
      total -= 1;
      busy.set(region, (busy.get(region) ?? 1) - 1);
      for (const waiter of waiting) if (isFree(waiter.region)) return waiter.start();
    };
  };
  const tryAcquire = (region: string) => (isFree(region) ? enter(region) : null);
  const acquire = (region: string, signal: AbortSignal): Promise<Release | null> => {
    if (signal.aborted) return Promise.resolve(null);
    if (isFree(region)) return Promise.resolve(enter(region));
    return new Promise((resolve) => {
      const leave = () => {
        waiting.delete(waiter);
        resolve(null);
      };
      const waiter: Waiter = {
        region,
        start: () => {
          waiting.delete(waiter);
          signal.removeEventListener("abort", leave);
          resolve(enter(region));
        },
      };
      waiting.add(waiter);
      signal.addEventListener("abort", leave, { once: true });
    });
  };
  return { tryAcquire, acquire };
}
