import "server-only";
import type { TestClock } from "@/lib/server/db/testing/clocks";

type Sleeper = { readonly at: number; readonly wake: () => void };

/** The process's time in a test's hands; it takes the database's clocks given along, from wherever they stand. */
export class HandTime {
  readonly #clocks: readonly TestClock[];
  readonly #sleepers = new Set<Sleeper>();
  #now: number;

  constructor(start: number, ...clocks: TestClock[]) {
    this.#now = start;
    this.#clocks = clocks;
  }

  readonly now = (): number => this.#now;

  readonly sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const sleeper = { at: this.#now + ms, wake: resolve };
      this.#sleepers.add(sleeper);
      signal?.addEventListener("abort", () => this.#sleepers.delete(sleeper), { once: true });
    });

  advance(seconds: number): void {
    this.#now += seconds * 1000;
    for (const clock of this.#clocks) clock.advance(seconds);
    for (const sleeper of this.#sleepers) {
      if (sleeper.at > this.#now) continue;
      this.#sleepers.delete(sleeper);
      sleeper.wake();
    }
  }

  /** Lets time go by in small steps, with room for what really happens in between, until `isSo`. */
  async until(isSo: () => boolean | Promise<boolean>, stepSeconds = 0.25, atMost = 900): Promise<void> {
    for (let passed = 0; !(await isSo()); passed += stepSeconds) {
      if (passed > atMost) throw new Error(`not within ${atMost} s`);
      this.advance(stepSeconds);
      await breathe();
    }
  }

  /** The same for a fixed time. */
  async pass(seconds: number, stepSeconds = 0.5): Promise<void> {
    for (let passed = 0; passed < seconds; passed += stepSeconds) {
      this.advance(stepSeconds);
      await breathe();
    }
  }
}

/** Until `isSo`, without any time going by. */
export async function standstill(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; !(await isSo()); turn += 1) {
    if (turn > 20_000) throw new Error("it never happened");
    await breathe();
  }
}

function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 2));
}
