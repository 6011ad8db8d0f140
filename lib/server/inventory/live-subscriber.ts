import "server-only";
import { batchOf, coalesce, type LiveBatch } from "./live-batch";

/** More different rows, or more bytes, than this do not wait for a client; it is dropped and comes again. */
const MOST_FRAMES = 1_000;
const MOST_BYTES = 1024 * 1024;

/** One client's place in the stream of changes: what waits for it, never more than a bound, never twice. */
export class LiveSubscriber {
  readonly #onDrop: () => void;
  #waiting: LiveBatch[] = [];
  #frames = 0;
  #bytes = 0;
  #word: Uint8Array | null = null;
  #last = 0;
  #over = false;
  #wake = () => {};

  /** `onDrop` is called once, when the client turns out to be too slow. */
  constructor(onDrop: () => void) {
    this.#onDrop = onDrop;
  }

  push(batch: LiveBatch): void {
    if (batch.last <= this.#last) return;
    // By what waited before: a batch that comes at once is nobody's slowness, however large it is.
    if (this.#frames > 2 * MOST_FRAMES || this.#bytes > 2 * MOST_BYTES) this.#compact();
    if (this.#over) return;
    this.#add(batch);
    this.#wake();
  }

  /** Something that has no number; a newer one takes the place of one that still waits. */
  say(word: Uint8Array): void {
    this.#word = word;
    this.#wake();
  }

  /** Whether what was said last still waits: nobody has read since. */
  get isUnheard(): boolean {
    return this.#word !== null;
  }

  /** Everything up to this number the client has, or does without. */
  skipTo(seq: number): void {
    this.#last = Math.max(this.#last, seq);
  }

  end(): void {
    this.#over = true;
    this.#waiting = [];
    this.#word = null;
    this.#wake();
  }

  drop(): void {
    if (this.#over) return;
    this.end();
    this.#onDrop();
  }

  /** What waits, as soon as something does, in the order of the numbers; null when it is over. */
  async take(): Promise<Uint8Array | null> {
    for (;;) {
      if (this.#over) return null;
      const bytes = this.#takeWaiting();
      if (bytes !== null) return bytes;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #takeWaiting(): Uint8Array | null {
    const [waiting, word] = [this.#waiting, this.#word];
    this.#clear();
    this.#word = null;
    const [only] = waiting;
    // Almost always one batch waits, and all clients send the same bytes.
    const batch = waiting.length === 1 && only && only.first > this.#last ? only : this.#merge(waiting);
    if (batch !== null) this.#last = batch.last;
    if (batch === null || word === null) return batch?.bytes ?? word;
    return Buffer.concat([batch.bytes, word]);
  }

  #compact(): void {
    const merged = this.#merge(this.#waiting);
    this.#clear();
    if (merged === null) return;
    if (merged.frames.length > MOST_FRAMES || merged.bytes.byteLength > MOST_BYTES) this.drop();
    else this.#add(merged);
  }

  #merge(waiting: readonly LiveBatch[]): LiveBatch | null {
    return batchOf(
      coalesce(
        waiting.flatMap((batch) => batch.frames),
        this.#last,
      ),
    );
  }

  #add(batch: LiveBatch): void {
    this.#waiting.push(batch);
    this.#frames += batch.frames.length;
    this.#bytes += batch.bytes.byteLength;
  }

  #clear(): void {
    this.#waiting = [];
    this.#frames = 0;
    this.#bytes = 0;
  }
}
