import "server-only";
import type { Break, Head } from "./chain-check";

/** What a verification found: the whole chain intact up to `head`, or the first break, or why nothing can be said. */
export type Verdict =
  | { readonly kind: "intact"; readonly head: Head }
  | ({ readonly kind: "broken" } & Break)
  | { readonly kind: "unverifiable"; readonly problem: string };

/** The lines for people: `N events, chain intact`, or what is broken with the first broken number. */
export function describeVerdict(verdict: Verdict): string {
  switch (verdict.kind) {
    case "intact":
      return `${verdict.head.seq} events, chain intact`;
    case "broken":
      return `chain broken at ${verdict.seq}: ${verdict.problem}`;
    case "unverifiable":
      return verdict.problem;
  }
}
