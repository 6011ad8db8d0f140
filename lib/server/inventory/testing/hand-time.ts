import "server-only";
import type { TestClock } from "@/lib/server/db/testing/clocks";

/** Calls to ECS and writes of the database that are under way; time stands still for them. */
export type Work = { readonly idle: () => Promise<void> };

type Sleeper = { readonly at: number; readonly wake: () => void };

/** The process's time in a test's hands; it takes the database's clocks given along, from wherever they stand. */
export class HandTime {
  readonly #clocks: readonly TestClock[];
  readonly #sleepers = new Set<Sleeper>();
  #now: number;
  /** What a step waits for; tests that hold work back on purpose leave it out. */
  work: Work | null = null;

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
      await this.#step(stepSeconds);
    }
  }

  /** The same for a fixed time. */
  async pass(seconds: number, stepSeconds = 0.5): Promise<void> {
    for (let passed = 0; passed < seconds; passed += stepSeconds) {
      await this.#step(stepSeconds);
    }
  }

  async #step(seconds: number): Promise<void> {
    this.advance(seconds);
    await breathe();
    await this.work?.idle();
  }
}

/** Until `isSo`, without any time going by. */
export async function standstill(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; !(await isSo()); turn += 1) {
    if (turn > 20_000) throw new Error("it never happened");
    await breathe();
  }
}

const MOST_TURNS = 2_000;

/**
 * Watches an ECS gateway and a database. `idle` answers when no call is under way and every write that was queued is
 * done, twice in a row because one leads to the other; work that never ends is not waited for.
 */
export function watchWork<T extends object>(
  gateway: T,
  barrier: () => Promise<unknown>,
): { readonly gateway: T; readonly work: Work } {
  let underWay = 0;
  const watched = new Proxy(gateway, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== "function") return member;
      return (...given: unknown[]) => {
        const result: unknown = member.apply(target, given);
        if (!(result instanceof Promise)) return result;
        underWay += 1;
        return result.finally(() => {
          underWay -= 1;
        });
      };
    },
  });
  const idle = async () => {
    for (let turn = 0, quiet = 0; quiet < 2 && turn < MOST_TURNS; turn += 1) {
      if (underWay === 0) {
        await barrier();
        quiet = underWay === 0 ? quiet + 1 : 0;
      } else {
        quiet = 0;
      }
      await breathe();
    }
  };
  return { gateway: watched, work: { idle } };
}

function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 2));
}
