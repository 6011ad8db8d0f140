import "server-only";
import type { NumberedChange } from "./read-changes";

export type LiveEvent =
  | ({ readonly kind: "change" } & NumberedChange)
  /** The client reads its page again and goes on from this number. */
  | { readonly kind: "resync"; readonly seq: number };

/** A client that is further behind than this is told to read its page again. */
const MOST_WAITING = 1_000;

/** One client's place in the stream of changes: what waits for it, never more than a bound, never twice. */
export class LiveSubscriber {
  readonly #signal: AbortSignal;
  #waiting: NumberedChange[] = [];
  #last = 0;
  #overflown = false;
  #wake = () => {};

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  push(change: NumberedChange): void {
    if (change.seq <= this.#last) return;
    if (this.#overflown || this.#waiting.length >= MOST_WAITING) {
      this.#overflown = true;
      this.#waiting = [change];
    } else if (change.seq > (this.#waiting.at(-1)?.seq ?? 0)) this.#waiting.push(change);
    this.#wake();
  }

  /** Everything up to this number the client has, or does without. */
  skipTo(seq: number): void {
    this.#last = Math.max(this.#last, seq);
  }

  /** What was pushed, in order, until the signal fires or the client turns out to be too slow. */
  async *events(): AsyncGenerator<LiveEvent> {
    const onAbort = () => this.#wake();
    this.#signal.addEventListener("abort", onAbort);
    try {
      while (!this.#signal.aborted) {
        const batch = this.#waiting;
        this.#waiting = [];
        if (this.#overflown) {
          yield { kind: "resync", seq: batch.at(-1)?.seq ?? this.#last };
          return;
        }
        for (const change of batch) {
          if (change.seq <= this.#last) continue;
          this.#last = change.seq;
          yield { kind: "change", ...change };
        }
        if (batch.length === 0) await this.#pushed();
      }
    } finally {
      this.#signal.removeEventListener("abort", onAbort);
    }
  }

  #pushed(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
