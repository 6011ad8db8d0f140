import "server-only";
import type { LiveFrame } from "./live-batch";

const MOST_FRAMES = 2_000;
const MOST_BYTES = 2 * 1024 * 1024;

/** The newest changes of this process: a client whose line broke goes on from here without a look at the database. */
export class RecentFrames {
  #frames: LiveFrame[] = [];
  #bytes = 0;
  #floor = 0;

  /** Nothing up to `floor` is known here. */
  restart(floor: number): void {
    this.#frames = [];
    this.#bytes = 0;
    this.#floor = floor;
  }

  add(frames: readonly LiveFrame[]): void {
    for (const frame of frames) {
      this.#frames.push(frame);
      this.#bytes += frame.bytes.byteLength;
    }
    if (this.#frames.length <= MOST_FRAMES && this.#bytes <= MOST_BYTES) return;
    let drop = 0;
    // A quarter at a time, so that a steady stream does not move the whole list at each change.
    while (this.#frames.length - drop > MOST_FRAMES * 0.75 || this.#bytes > MOST_BYTES * 0.75) {
      this.#bytes -= this.#frames[drop]?.bytes.byteLength ?? 0;
      this.#floor = this.#frames[drop]?.seq ?? this.#floor;
      drop += 1;
    }
    this.#frames = this.#frames.slice(drop);
  }

  /** Every change after `since`, or null when some of them are not known here. */
  after(since: number): LiveFrame[] | null {
    return since < this.#floor ? null : this.#frames.filter((frame) => frame.seq > since);
  }
}
