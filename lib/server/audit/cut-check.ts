import "server-only";
import type { Break, Head } from "./chain-check";
import { type ChainLine, tokenOf } from "./chain-line";
import type { Checkpoint } from "./checkpoint";
import { type Cut, cutSnapshotHash, isSignedCut } from "./cut";

/** Holds a cut against the chain: its signature, the event it stands for, the event that records it. */
export class CutCheck {
  readonly #cut: Cut;
  #recorded = false;

  constructor(cut: Cut) {
    this.#cut = cut;
  }

  /** Before anything is read. `given` are checkpoints that somebody kept: their key is the one to trust. */
  forged(given: readonly Checkpoint[]): Break | null {
    const { seq, publicKey } = this.#cut;
    const next = seq + 1;
    if (!isSignedCut(this.#cut))
      return { seq: next, problem: `the cut at event ${seq} has no valid signature` };
    if (given.length === 0 || given.some((checkpoint) => checkpoint.publicKey === publicKey)) return null;
    return { seq: next, problem: `the cut at event ${seq} is signed with another key than the checkpoint` };
  }

  /** Called for each event of an intact chain; events up to the cut may still be there for a while. */
  accept({ seq, hash }: Head, line: ChainLine): Break | null {
    if (seq === this.#cut.seq && hash !== this.#cut.hash) {
      return { seq, problem: `event ${seq} is not the one at which the log was cut` };
    }
    if (seq === this.#cut.eventSeq) {
      const isCut = tokenOf(line.covered, "action") === `"audit.cut"`;
      this.#recorded = isCut && tokenOf(line.covered, "snapshotHash") === `"${cutSnapshotHash(this.#cut)}"`;
    }
    return null;
  }

  /** Called at the end of the chain. */
  finish(): Break | null {
    if (this.#recorded) return null;
    const { seq, eventSeq } = this.#cut;
    return { seq: seq + 1, problem: `the cut at event ${seq} is not what event ${eventSeq} records` };
  }
}
