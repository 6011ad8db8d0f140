import { mkdirSync, writeFileSync } from "node:fs";

/** One thing that a proof claims: `failed` of `tries` did not hold. */
export type Claim = {
  readonly what: string;
  readonly tries: number;
  readonly failed: number;
  readonly note?: string;
};

/** What a proof hands back: its claims, and whatever else of raw results is worth keeping. */
export type Proven = { readonly claims: readonly Claim[]; readonly raw?: unknown };

export type Run = {
  /** Repeats the run: `npm run prove -- <name> --seed N`. */
  readonly seed: number;
  /** A number in [0, 1), the same row of them for the same seed. */
  readonly random: () => number;
  /** The value of `--<name> N`, else the default; smaller ones try a proof while it is written. */
  readonly option: (name: string, otherwise: number) => number;
};

const SEEDS = 2 ** 31;

/**
 * Runs a proof: prints its claims as a table, keeps them with seed and date in `bench/results/prove-<name>.json`,
 * and exits with 1 when one of them does not hold or nothing was tried for it.
 */
export async function prove(name: string, body: (run: Run) => Promise<Proven>): Promise<void> {
  const option = (wanted: string, otherwise: number) => optionOf(process.argv.slice(2), wanted, otherwise);
  const seed = option("seed", Math.floor(Math.random() * SEEDS));
  const started = performance.now();
  const at = new Date().toISOString();
  const { claims, raw } = await body({ seed, random: mulberry(seed), option });
  const seconds = Math.round((performance.now() - started) / 100) / 10;

  console.table(
    claims.map(({ what, tries, failed, note = "" }) => ({ what, tries, failed, bound: bound(tries), note })),
  );
  const holds = claims.length > 0 && claims.every(({ tries, failed }) => failed === 0 && tries > 0);
  console.log(`${holds ? "holds" : "DOES NOT HOLD"}, seed ${seed}, ${seconds} s`);
  const result = {
    name,
    at,
    seed,
    node: process.version,
    seconds,
    holds,
    claims: claims.map((claim) => ({ ...claim, failureRateBelow: bound(claim.tries) })),
    ...(raw === undefined ? {} : { raw }),
  };
  mkdirSync("bench/results", { recursive: true });
  writeFileSync(`bench/results/prove-${name}.json`, `${JSON.stringify(result, null, 2)}\n`);
  if (!holds) process.exitCode = 1;
}

/** With no failure in n tries the rate is below 3/n (95 %). */
function bound(tries: number): number | null {
  return tries === 0 ? null : Number((3 / tries).toPrecision(2));
}

/** A small generator of even numbers in [0, 1) that a seed fixes (mulberry32). */
function mulberry(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function optionOf(args: readonly string[], wanted: string, otherwise: number): number {
  const index = args.indexOf(`--${wanted}`);
  if (index === -1) return otherwise;
  const value = Number(args[index + 1]);
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`--${wanted} takes a whole number`);
  return value;
}
