import type { Rate } from "../options";

/** Counts calls in fixed windows of the endpoint's clock. */
export interface Rates {
  /** Counts a call; false when it is over the limit of its window. */
  admit(region: string, action: string, now: number): boolean;
  clear(): void;
}

/** N calls per S seconds for each region and operation; the endpoint has one account. null: no limit. */
export function createRates(rate: Rate): Rates {
  let window = Number.NaN;
  let counts = new Map<string, number>();
  return {
    admit(region, action, now) {
      if (rate === null) return true;
      const current = Math.floor(now / (rate.seconds * 1000));
      if (current !== window) {
        window = current;
        counts = new Map();
      }
      const key = `${region} ${action}`;
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return count <= rate.calls;
    },
    clear() {
      window = Number.NaN;
    },
  };
}
