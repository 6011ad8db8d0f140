import "server-only";
import { type ChainedEvent, GENESIS_HASH, hashEvent } from "./chain";

/** Where the chain breaks first: the number that should have come, and in words what is there instead. */
export type Break = { readonly seq: number; readonly problem: string };

export type Head = { readonly seq: number; readonly hash: string };

/** Follows the chain event by event from the first one; keeps only the head. */
export class ChainCheck {
  #head: Head = { seq: 0, hash: GENESIS_HASH };

  get head(): Head {
    return this.#head;
  }

  /** Null when the event follows the head and its hash is right. */
  accept(event: ChainedEvent, hash: string): Break | null {
    const seq = this.#head.seq + 1;
    if (event.seq !== seq) return { seq, problem: `event ${seq} is missing, ${event.seq} is in its place` };
    if (event.prevHash !== this.#head.hash)
      return { seq, problem: `event ${seq} does not follow the one before it` };
    if (hashEvent(event) !== hash) return { seq, problem: `event ${seq} is not what its hash says` };
    this.#head = { seq, hash };
    return null;
  }
}
