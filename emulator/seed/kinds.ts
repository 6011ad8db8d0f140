import { seeded, shuffled } from "../random";

/**
 * What becomes of a seeded template: `finished` (all its builds are, and its name is plain), `never` built, `fifty`
 * builds, `foreign` (a name that is not plain ASCII), a running status, or a finished one that its latest build has.
 */
export type Kind = string;

/** From 100 templates on each of these occurs: every status, never built, 50 builds. */
const CERTAIN: readonly Kind[] = [
  "PREPARING",
  "REPAIRING",
  "BUILDING",
  "TESTING",
  "DISTRIBUTING",
  "RELEASING",
  "CANCELLING",
  "SUCCESS",
  "PARTITION_SUCCESS",
  "FAILED",
  "TEST_FAILED",
  "CANCELLED",
  "never",
  "fifty",
];

/** Repeated for all others. No beginning of it has less than two thirds `finished`. */
const PATTERN: readonly Kind[] = [
  ...["finished", "finished", "running", "finished", "finished", "finished", "never"],
  ...["finished", "finished", "finished", "foreign", "finished", "finished", "finished", "running"],
  ...["finished", "finished", "finished", "foreign", "finished"],
];

/** What `running` stands for, in turn. CANCELLING is over too soon to be worth seeding twice. */
const RUNNING: readonly Kind[] = [
  "BUILDING",
  "TESTING",
  "PREPARING",
  "DISTRIBUTING",
  "BUILDING",
  "REPAIRING",
  "RELEASING",
];

/** The kind of each of `total` templates, spread over the regions by the seed. */
export function drawKinds(seed: string, total: number): Kind[] {
  const certain = total >= 100 ? CERTAIN : [];
  let running = 0;
  const kinds = Array.from({ length: total }, (_, index) => {
    const kind = certain[index] ?? PATTERN[(index - certain.length) % PATTERN.length] ?? "finished";
    return kind === "running" ? (RUNNING[running++ % RUNNING.length] ?? "BUILDING") : kind;
  });
  return shuffled(seeded(seed, "kinds"), kinds);
}
