import "server-only";

const WINDOW_MS = 5 * 60_000;
const MOST_OF_ONE = 10;
const MOST_OF_ALL = 100;

/** Counts tries at secrets in this process, in windows of 5 minutes: 10 for one name, 100 for all names together. */
export class Guesses {
  readonly #now: () => number;
  readonly #tries = new Map<string, number>();
  #all = 0;
  #window = -1;

  /** @param now milliseconds since the epoch */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Counts a try; false when there were too many, so that it must not be looked at. */
  mayTry(name: string): boolean {
    const window = Math.floor(this.#now() / WINDOW_MS);
    if (window !== this.#window) {
      this.#tries.clear();
      this.#all = 0;
      this.#window = window;
    }
    if (this.#all >= MOST_OF_ALL) return false;
    const tries = (this.#tries.get(name) ?? 0) + 1;
    if (tries > MOST_OF_ONE) return false;
    this.#tries.set(name, tries);
    this.#all += 1;
    return true;
  }
}
