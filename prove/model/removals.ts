import type { Rule } from "./rules";
import type { WORLDS } from "./world";

type Place = keyof typeof WORLDS;

/** Where each rule is taken away, and, where the model finds nothing wrong without it, why it stays. */
export const REMOVALS: readonly { readonly rule: Rule; readonly world: Place; readonly stays?: string }[] = [
  { rule: "intent-first", world: "one" },
  { rule: "no-tombstone", world: "two" },
  { rule: "lock", world: "two" },
  { rule: "watched-locks", world: "two" },
  {
    rule: "send-within-5s",
    world: "one",
    stays: "no fence: the fence covers every stall. It spares ECS a call that comes too late to be of use",
  },
  { rule: "date-fixed", world: "one" },
  { rule: "nonce-fixed", world: "one" },
  { rule: "no-retry", world: "one" },
  { rule: "nonce-used-is-unknown", world: "one" },
  { rule: "lost-answer-is-unknown", world: "one" },
  { rule: "fence", world: "one" },
  { rule: "fence-72s", world: "one" },
  { rule: "present-45s", world: "one" },
  { rule: "read-ends-watch", world: "one" },
  { rule: "read-begins", world: "one" },
  { rule: "gone-both", world: "one" },
  {
    rule: "gone-after-fence",
    world: "one",
    stays:
      "gone is gone, whenever it is read. A call still under way then ends with its own answer, not with a guess",
  },
  { rule: "compare-and-set", world: "one" },
  { rule: "by-intent", world: "two" },
  { rule: "late-unknown", world: "one" },
  { rule: "late-not-sent", world: "one" },
  { rule: "tombstone-beats-listing", world: "copy" },
  { rule: "tombstone-only-earlier", world: "rebirth" },
  { rule: "database-times", world: "copy" },
  { rule: "vanish-second-look", world: "copy" },
  { rule: "vanish-waits", world: "copy" },
  { rule: "vanish-reads", world: "copy" },
  { rule: "missing-is-unreadable", world: "guard" },
  { rule: "odd-word-blocks", world: "guard" },
  { rule: "queue-ends", world: "queue" },
  { rule: "queue-number", world: "queue" },
];
