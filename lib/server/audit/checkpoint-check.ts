import "server-only";
import type { Break, Head } from "./chain-check";
import { type Checkpoint, hasValidSignature } from "./checkpoint";

/** Holds checkpoints against the chain while it is read: each event that one signed must be that very event. */
export class CheckpointCheck {
  readonly #bySeq: ReadonlyMap<number, readonly Checkpoint[]>;
  readonly #highest: number;

  constructor(checkpoints: readonly Checkpoint[]) {
    const bySeq = new Map<number, Checkpoint[]>();
    for (const checkpoint of checkpoints) {
      bySeq.set(checkpoint.seq, [...(bySeq.get(checkpoint.seq) ?? []), checkpoint]);
    }
    this.#bySeq = bySeq;
    this.#highest = Math.max(0, ...bySeq.keys());
  }

  /** A checkpoint whose signature is not its key's own, before anything is read. */
  forged(): Break | null {
    for (const checkpoint of [...this.#bySeq.values()].flat()) {
      if (!hasValidSignature(checkpoint)) {
        return {
          seq: checkpoint.seq,
          problem: `the checkpoint of event ${checkpoint.seq} has no valid signature`,
        };
      }
    }
    return null;
  }

  /** Called for each event of an intact chain. */
  accept({ seq, hash }: Head): Break | null {
    const differs = this.#bySeq.get(seq)?.some((checkpoint) => checkpoint.hash !== hash) ?? false;
    if (!differs) return null;
    const problem = `event ${seq} is not the one that was signed: the log goes on from an older copy, or was rewritten`;
    return { seq, problem };
  }

  /** Called at the end of the chain: what was signed must be there. */
  finish(head: Head): Break | null {
    if (this.#highest <= head.seq) return null;
    const seq = head.seq + 1;
    return { seq, problem: `the tail is missing: events ${seq} to ${this.#highest} were signed` };
  }
}
