import "server-only";
import path from "node:path";
import { Worker } from "node:worker_threads";
import type { Deadline } from "../deadline";
import { mapSqliteError, unavailable } from "../errors";

export type Statement = { readonly sql: string; readonly parameters: readonly unknown[] };

export type Answer = {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly changes: number | null;
  readonly lastId: number | null;
  /** A transaction is open after the statement. */
  readonly open: boolean;
};

export type ThreadSettings = {
  readonly file: string;
  /** Opened by a reader beside a running console: nothing of the file is made, changed or checkpointed. */
  readonly onlyRead: boolean;
  /** How long SQLite waits for another process's lock, in milliseconds. */
  readonly busyMs: number;
  /** Run once after opening. */
  readonly setUp: readonly string[];
};

type Reply = { readonly id: number; readonly error?: { message: string; code: string } } & Answer;
type Waiting = { resolve: (answer: Answer) => void; reject: (error: Error) => void };

/** Why a statement failed, and whether SQLite kept the transaction open. */
export class StatementFailure extends Error {
  readonly open: boolean;
  override readonly cause: Error;
  constructor(cause: Error, open: boolean) {
    super(cause.message);
    this.cause = cause;
    this.open = open;
  }
}

/** One worker thread with one SQLite connection. One statement at a time; the lane sees to that. */
export class Thread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;
  #dead: Error | null = null;

  constructor(settings: ThreadSettings) {
    const program = path.join(/*turbopackIgnore: true*/ process.cwd(), "lib/server/db/sqlite/worker.mjs");
    this.#worker = new Worker(/*turbopackIgnore: true*/ program, { workerData: settings, execArgv: [] });
    this.#worker.on("message", (reply: Reply) => this.#settle(reply));
    this.#worker.on("error", (error) => this.#die(unavailable("the database thread failed", error)));
    this.#worker.on("exit", () => this.#die(unavailable("the database thread ended")));
    this.#worker.unref();
  }

  get dead(): boolean {
    return this.#dead !== null;
  }

  /** Rejects with a StatementFailure; never on time, that is the lane's part. */
  run(statement: Statement): Promise<Answer> {
    return this.#send(statement);
  }

  /**
   * Closes the connection, so that the files are tidy, then ends the thread; one that does not come to it within
   * `patience` is left to itself.
   */
  async close(patience: Deadline): Promise<void> {
    if (this.#dead === null) {
      const closed = this.#send({ close: true }).catch(() => undefined);
      const late = new Promise<void>((resolve) => patience.onExpire(resolve));
      await Promise.race([closed, late]);
      patience.cancel();
    }
    const ended = this.#worker.terminate();
    if (!patience.expired) await ended;
  }

  /** Leaves the thread to itself: what it waits for may take for ever, and its transaction is rolled back. */
  abandon(): void {
    this.#die(unavailable("the database did not answer in time"));
    void this.#worker.terminate();
  }

  #send(message: Statement | { close: true }): Promise<Answer> {
    if (this.#dead !== null) return Promise.reject(new StatementFailure(this.#dead, false));
    return new Promise((resolve, reject) => {
      const id = this.#nextId++;
      this.#waiting.set(id, { resolve, reject });
      // Only a pending call keeps the process alive, an idle thread does not.
      this.#worker.ref();
      this.#worker.postMessage({ id, ...message });
    });
  }

  #settle(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (this.#waiting.size === 0) this.#worker.unref();
    if (reply.error === undefined) waiting?.resolve(reply);
    else
      waiting?.reject(
        new StatementFailure(mapSqliteError(reply.error.message, reply.error.code), reply.open),
      );
  }

  #die(why: Error): void {
    this.#dead ??= why;
    const failure = new StatementFailure(this.#dead, false);
    for (const waiting of this.#waiting.values()) waiting.reject(failure);
    this.#waiting.clear();
    this.#worker.unref();
  }
}
