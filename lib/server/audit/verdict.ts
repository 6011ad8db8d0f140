import "server-only";
import type { Break, Head } from "./chain-check";
import type { Checkpoint } from "./checkpoint";

/** What a verification found: the whole chain intact up to `head`, or the first break, or why nothing can be said. */
export type Verdict =
  | {
      readonly kind: "intact";
      readonly head: Head;
      /** The number that the log begins with: 1, or more after a cut. */
      readonly from: number;
      /** Checkpoints that somebody kept and that it was held against. */
      readonly given: readonly Checkpoint[];
    }
  | ({ readonly kind: "broken" } & Break)
  | { readonly kind: "unverifiable"; readonly problem: string };

/** The line for people: `N events, chain intact`, or what is broken with the first broken number. */
export function describeVerdict(verdict: Verdict): string {
  switch (verdict.kind) {
    case "intact":
      return describeIntact(verdict);
    case "broken":
      return `chain broken at ${verdict.seq}: ${verdict.problem}`;
    case "unverifiable":
      return verdict.problem;
  }
}

function describeIntact({ head, from, given }: Extract<Verdict, { kind: "intact" }>): string {
  const count = `${head.seq - from + 1} events, chain intact`;
  if (from === 1) return count;
  const tooOld = given.filter((checkpoint) => checkpoint.seq < from - 1).map(({ seq }) => seq);
  const compared =
    tooOld.length === 0
      ? ""
      : `; the checkpoint of event ${tooOld.join(", ")} is older than that and could not be compared`;
  return `${count}; it begins with number ${from}, retention cut the events before it${compared}`;
}
