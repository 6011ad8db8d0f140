/** A quotient over many rounds: its median, and the interval in which the true median lies with about 95 %. */
interface Quotient {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** Median and interval of figures that were taken independently of each other; at least six of them. */
function quotient(figures: readonly number[]): Quotient {
  const sorted = [...figures].sort((a, b) => a - b);
  const at = (place: number) => sorted[Math.min(sorted.length - 1, Math.max(0, place))] ?? Number.NaN;
  const middle = (sorted.length - 1) / 2;
  // Ranks of the binomial distribution, by its normal approximation.
  const spread = (1.96 * Math.sqrt(sorted.length)) / 2;
  return {
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    low: at(Math.floor(middle - spread)),
    high: at(Math.ceil(middle + spread)),
  };
}

/** Runs every lane once a round, each time in another order, and gives the figures of each lane. */
export async function interleave<Name extends string>(
  rounds: number,
  lanes: Readonly<Record<Name, () => Promise<number>>>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(lanes) as Name[];
  const figures = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>;
  for (let round = 0; round < rounds; round++) {
    const turn = round % names.length;
    const order = [...names.slice(turn), ...names.slice(0, turn)];
    for (const name of round % 2 === 0 ? order : order.reverse()) figures[name].push(await lanes[name]());
  }
  return figures;
}

/** The quotient of two lanes, round by round. */
export function perRound(left: readonly number[], right: readonly number[]): Quotient {
  return quotient(left.map((figure, round) => figure / (right[round] ?? Number.NaN)));
}

/** The median alone. */
export function middle(figures: readonly number[]): number {
  return quotient(figures).median;
}

/** The interval in words. */
export function range({ low, high }: Quotient): string {
  return `${low.toFixed(2)}–${high.toFixed(2)} in 95 % of such runs`;
}
