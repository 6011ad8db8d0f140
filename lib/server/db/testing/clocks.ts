import "server-only";
import type { DbClock } from "../../context";

const START = "2026-01-31T08:00:00.000Z";

/** The database's clock in a test's hands, for one process. */
export class TestClock implements DbClock {
  #now = Date.parse(START);

  async now(): Promise<string> {
    return new Date(this.#now).toISOString();
  }

  set(iso: string): void {
    this.#now = Date.parse(iso);
  }

  advance(seconds: number): void {
    this.#now += seconds * 1000;
  }
}
