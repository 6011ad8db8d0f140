/** How often the endpoint was called: every call with a good signature and a known action. */
export interface Counts {
  total: number;
  throttled: number;
  byAction: Record<string, number>;
}

/** Nothing counted yet. */
export function noCounts(): Counts {
  return { total: 0, throttled: 0, byAction: {} };
}
