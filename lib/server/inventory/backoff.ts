import "server-only";

/** Milliseconds to wait after the nth failure in a row (1 is the first): doubling, capped, with jitter down to a half. */
export function backoff(
  failures: number,
  { base, most }: { readonly base: number; readonly most: number },
  random: () => number,
): number {
  const whole = Math.min(most, base * 2 ** Math.min(failures - 1, 20));
  return whole * (0.5 + random() / 2);
}
