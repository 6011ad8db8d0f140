import "server-only";
import { GENESIS_HASH } from "./chain";
import { type ChainLine, hashOf, tokenOf } from "./chain-line";
import { sha256 } from "./sha256";

/** Where the chain breaks first: the number that should have come, and in words what is there instead. */
export type Break = { readonly seq: number; readonly problem: string };

export type Head = { readonly seq: number; readonly hash: string };

/** Where a log begins that nothing was cut from. */
export const GENESIS: Head = { seq: 0, hash: GENESIS_HASH };

/** Follows the chain event by event; keeps only the head. */
export class ChainCheck {
  #seq: number;
  #hash: string | null;

  /** @param start what the first event follows; with a null hash its word is taken, and the end decides */
  constructor(start: { readonly seq: number; readonly hash: string | null }) {
    this.#seq = start.seq;
    this.#hash = start.hash;
  }

  get head(): Head {
    return { seq: this.#seq, hash: this.#hash ?? "" };
  }

  /** Null when the event follows the head, and its hash and that of its snapshot are right. */
  accept(line: ChainLine): Break | null {
    const seq = this.#seq + 1;
    const found = line.seq;
    if (found !== String(seq)) {
      const instead = /^-?\d+$/.test(found) ? `${found} is in its place` : "something else is in its place";
      return { seq, problem: `event ${seq} is missing, ${instead}` };
    }
    if (this.#hash !== null && line.prevHash !== `"${this.#hash}"`)
      return { seq, problem: `event ${seq} does not follow the one before it` };
    if (hashOf(line) !== line.hash) return { seq, problem: `event ${seq} is not what its hash says` };
    if (line.snapshot !== undefined && snapshotToken(line.snapshot) !== tokenOf(line.covered, "snapshotHash"))
      return { seq, problem: `the snapshot of event ${seq} is not what its hash says` };
    this.#seq = seq;
    this.#hash = line.hash;
    return null;
  }
}

function snapshotToken(snapshot: string | Uint8Array | null): string {
  return snapshot === null ? "null" : `"${sha256(snapshot)}"`;
}
