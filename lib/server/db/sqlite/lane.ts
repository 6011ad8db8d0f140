import "server-only";
import type { Deadline } from "../deadline";
import { unavailable } from "../errors";
import { type Answer, type Statement, StatementFailure, Thread, type ThreadSettings } from "./thread";

type Waiter = {
  readonly deadline: Deadline;
  readonly give: (hold: Hold) => void;
  readonly refuse: (why: Error) => void;
};

/** One connection and the fair queue before it. A thread that misses a deadline is replaced. */
export class Lane {
  readonly #settings: ThreadSettings;
  readonly #queue: Waiter[] = [];
  #thread: Thread | null = null;
  #hold: Hold | null = null;
  #closed = false;

  constructor(settings: ThreadSettings) {
    this.#settings = settings;
  }

  /** The connection, first come first served. Throws `database-unavailable` when the deadline comes first. */
  acquire(deadline: Deadline): Promise<Hold> {
    if (this.#closed) return Promise.reject(unavailable("the database is closed"));
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        deadline,
        give: (hold) => {
          takeBack();
          resolve(hold);
        },
        refuse: (why) => {
          takeBack();
          reject(why);
        },
      };
      this.#queue.push(waiter);
      const takeBack = deadline.onExpire(() => {
        const index = this.#queue.indexOf(waiter);
        if (index !== -1) this.#queue.splice(index, 1);
        reject(unavailable("the database was busy for too long"));
      });
      this.#next();
    });
  }

  /** Refuses what waits and what runs, then closes the connection; waits for that no longer than `patience`. */
  async close(patience: Deadline): Promise<void> {
    this.#closed = true;
    for (const waiter of this.#queue.splice(0)) waiter.refuse(unavailable("the database is closed"));
    this.#hold?.revoke(unavailable("the database is closed"));
    const thread = this.#thread;
    this.#thread = null;
    if (thread) await thread.close(patience);
    else patience.cancel();
  }

  /** The thread of now; a dead one is replaced. */
  thread(): Thread {
    if (this.#closed) throw unavailable("the database is closed");
    if (this.#thread === null || this.#thread.dead) this.#thread = new Thread(this.#settings);
    return this.#thread;
  }

  /** Called by the hold: `clean` says that no transaction is left open on the connection. */
  giveBack(hold: Hold, clean: boolean): void {
    if (this.#hold !== hold) return;
    this.#hold = null;
    if (!clean) {
      this.#thread?.abandon();
      this.#thread = null;
    }
    this.#next();
  }

  #next(): void {
    if (this.#hold !== null || this.#closed) return;
    const waiter = this.#queue.shift();
    if (waiter === undefined) return;
    this.#hold = new Hold(this, waiter.deadline);
    waiter.give(this.#hold);
  }
}

/** The right to use the connection until released or until the deadline takes it away. */
export class Hold {
  readonly #lane: Lane;
  readonly #takeBack: () => void;
  #revoked = false;
  #running = false;
  #open = false;
  #rejectRunning: ((error: Error) => void) | null = null;

  constructor(lane: Lane, deadline: Deadline) {
    this.#lane = lane;
    this.#takeBack = deadline.onExpire(() => this.#expire());
  }

  /** Throws `database-unavailable` when the deadline is over or the database cannot, else what SQLite said. */
  async run(statement: Statement): Promise<Answer> {
    if (this.#revoked) throw unavailable("the deadline of this transaction is over");
    this.#running = true;
    try {
      const answer = await new Promise<Answer>((resolve, reject) => {
        this.#rejectRunning = reject;
        this.#lane.thread().run(statement).then(resolve, reject);
      });
      this.#open = answer.open;
      return answer;
    } catch (error) {
      if (!(error instanceof StatementFailure)) throw error;
      this.#open = error.open;
      throw error.cause;
    } finally {
      this.#running = false;
      this.#rejectRunning = null;
    }
  }

  /** SQLite has a transaction open; false after a full disk or the like has rolled it back. */
  get open(): boolean {
    return this.#open;
  }

  release(): void {
    this.#takeBack();
    if (this.#revoked) return;
    this.#revoked = true;
    this.#lane.giveBack(this, !this.#open && !this.#running);
  }

  /** Takes the right away for a reason that what runs is told. */
  revoke(why: Error): void {
    this.#revoked = true;
    this.#takeBack();
    this.#rejectRunning?.(why);
  }

  #expire(): void {
    if (this.#revoked) return;
    this.#revoked = true;
    this.#rejectRunning?.(unavailable("the database did not answer in time"));
    this.#lane.giveBack(this, !this.#running && !this.#open);
  }
}
