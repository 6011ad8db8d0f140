import "server-only";
import type { Break, Head } from "./chain-check";
import { type Checkpoint, hasValidSignature } from "./checkpoint";

/** Holds checkpoints against the chain while it is read: each event that one signed must be that very event. */
export class CheckpointCheck {
  readonly #given: readonly Checkpoint[];
  #waiting: Map<number, Checkpoint[]>;
  #agreed = 0;
  #beyond = 0;

  /** @param given checkpoints that somebody kept elsewhere */
  constructor(given: readonly Checkpoint[]) {
    this.#given = given;
    this.#waiting = new Map();
    for (const checkpoint of given) this.#wait(checkpoint);
  }

  /** A given checkpoint whose signature is not its key's own, before anything is read. */
  forged(): Break | null {
    return this.#given.map(forgery).find((found) => found !== null) ?? null;
  }

  /** Checkpoints that the database keeps, before the events that they signed are read. */
  expect(kept: readonly Checkpoint[]): void {
    for (const checkpoint of kept) this.#wait(checkpoint);
  }

  /** Called for each event of an intact chain. */
  accept(seq: number, hash: string): Break | null {
    const checkpoints = this.#waiting.get(seq);
    if (checkpoints === undefined) return null;
    this.#waiting.delete(seq);
    for (const checkpoint of checkpoints) {
      const found = forgery(checkpoint) ?? (checkpoint.hash === hash ? null : this.#fork(seq));
      if (found) return found;
    }
    this.#agreed = seq;
    return null;
  }

  /** Called at the end of the chain: what was signed must be there. `first` is the number that it began with. */
  finish(head: Head, first: number): Break | null {
    const rest = [...this.#waiting.values()].flat().sort((a, b) => a.seq - b.seq);
    for (const checkpoint of rest) {
      const found = forgery(checkpoint);
      if (found) return found;
      if (checkpoint.seq > head.seq) this.#beyond = Math.max(this.#beyond, checkpoint.seq);
      else if (checkpoint.seq >= first || checkpoint.seq < 1) return unknownEvent(checkpoint.seq);
    }
    if (this.#beyond === 0) return null;
    const seq = head.seq + 1;
    const problem = `the tail is missing: events ${seq} to ${this.#beyond} were signed; cut off, or the log forked at or before ${seq}: restored backup?`;
    return { seq, problem };
  }

  #wait(checkpoint: Checkpoint): void {
    const others = this.#waiting.get(checkpoint.seq);
    if (others) others.push(checkpoint);
    else this.#waiting.set(checkpoint.seq, [checkpoint]);
  }

  #fork(seq: number): Break {
    const after = this.#agreed > 0 ? ` and after ${this.#agreed}` : "";
    const problem = `event ${seq} is not the one that was signed: the log forked at or before ${seq}${after}: restored backup, or a log that was rewritten?`;
    return { seq, problem };
  }
}

function forgery(checkpoint: Checkpoint): Break | null {
  if (hasValidSignature(checkpoint)) return null;
  const { seq } = checkpoint;
  return { seq, problem: `the checkpoint of event ${seq} has no valid signature` };
}

function unknownEvent(seq: number): Break {
  return { seq, problem: `the checkpoint of event ${seq} names no event of the log` };
}
