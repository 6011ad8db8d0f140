import { mkdirSync, writeFileSync } from "node:fs";

export type Figure = {
  readonly what: string;
  readonly measured: number;
  readonly goal?: string;
  readonly note?: string;
};

/** Prints the figures as a table and keeps them with the date in `bench/results/`. */
export function report(name: string, figures: readonly Figure[]): void {
  const rounded = figures.map((figure) => ({
    ...figure,
    measured: Math.round(figure.measured * 1000) / 1000,
  }));
  console.table(rounded.map(({ what, measured, goal = "", note = "" }) => ({ what, measured, goal, note })));
  mkdirSync("bench/results", { recursive: true });
  const text = JSON.stringify(
    { name, at: new Date().toISOString(), node: process.version, figures: rounded },
    null,
    2,
  );
  writeFileSync(`bench/results/${name}.json`, `${text}\n`);
}

/** The value below which that share of the numbers lies. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
