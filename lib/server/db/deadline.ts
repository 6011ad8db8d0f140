import "server-only";

/** Timers as a parameter, so that a test decides when a deadline is over. */
export type Timers = {
  readonly set: (run: () => void, ms: number) => unknown;
  readonly clear: (handle: unknown) => void;
};

export const processTimers: Timers = {
  set: (run, ms) => setTimeout(run, ms),
  clear: (handle) => clearTimeout(handle as NodeJS.Timeout),
};

/** The end of patience with one statement or one transaction; it fires at most once. */
export class Deadline {
  readonly #timers: Timers;
  readonly #handle: unknown;
  readonly #listeners = new Set<() => void>();
  #expired = false;

  /** @param ms milliseconds from now */
  constructor(ms: number, timers: Timers) {
    this.#timers = timers;
    this.#handle = timers.set(() => this.#expire(), ms);
  }

  get expired(): boolean {
    return this.#expired;
  }

  /** Calls `listener` when the time is over (at once when it is); the result takes it back. */
  onExpire(listener: () => void): () => void {
    if (this.#expired) listener();
    else this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The work ended in time. */
  cancel(): void {
    this.#timers.clear(this.#handle);
    this.#listeners.clear();
  }

  #expire(): void {
    this.#expired = true;
    const listeners = [...this.#listeners];
    this.#listeners.clear();
    for (const listener of listeners) listener();
  }
}
