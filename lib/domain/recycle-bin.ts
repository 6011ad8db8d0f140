const DAY_MS = 24 * 3600 * 1000;
const DEFAULT_DAYS = 90;

/** How many days a template stays in the recycle bin: RECYCLE_BIN_DAYS, or 90 where nobody said. */
export function binDays(context: { readonly recycleBinDays?: number }): number {
  return context.recycleBinDays ?? DEFAULT_DAYS;
}

/** When what left at `goneAt` is over. ISO 8601 UTC in and out. */
export function expiresAt(goneAt: string, days: number): string {
  return new Date(Date.parse(goneAt) + days * DAY_MS).toISOString();
}

/** What left at this moment or before is over now. */
export function oldestKept(now: string, days: number): string {
  return new Date(Date.parse(now) - days * DAY_MS).toISOString();
}
