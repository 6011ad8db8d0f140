import "server-only";
import type { Driver, TransactionSettings } from "kysely";
import { Deadline, type Timers } from "../deadline";
import { SqliteConnection } from "./connection";
import { Lane } from "./lane";
import type { ThreadSettings } from "./thread";

export type SqliteSettings = {
  readonly file: string;
  /** Milliseconds for a statement or a whole transaction, waiting in the queue included. Read at each start. */
  readonly deadlineMs: () => number;
  readonly timers: Timers;
  /** Milliseconds that SQLite itself waits for another process's lock; below the deadline. */
  readonly busyMs: number;
  /** True beside a running console: only reads, and nothing of the files is made, changed or tidied. */
  readonly onlyRead: boolean;
  /** Extra statements of a test, run after opening the writer. */
  readonly setUp?: readonly string[];
};

/** A stop has 10 s in all; a thread that hangs in a call may not use them up. */
const CLOSE_MS = 2_000;

/** Kysely's driver over two worker threads: one writes, one reads, so a page never waits behind a slow commit. */
export class SqliteDriver implements Driver {
  readonly #settings: SqliteSettings;
  readonly #writer: Lane;
  readonly #reader: Lane;

  constructor(settings: SqliteSettings) {
    this.#settings = settings;
    this.#reader = new Lane(threadSettings(settings, true));
    this.#writer = settings.onlyRead ? this.#reader : new Lane(threadSettings(settings, false));
  }

  /** Both threads start side by side; their files are opened at the first statement. */
  async init(): Promise<void> {
    this.#writer.thread();
    this.#reader.thread();
  }

  async acquireConnection(): Promise<SqliteConnection> {
    return new SqliteConnection(this.#writer, this.#reader, this.#settings);
  }

  async beginTransaction(connection: SqliteConnection, settings: TransactionSettings): Promise<void> {
    await connection.begin(settings.accessMode === "read only");
  }

  async commitTransaction(connection: SqliteConnection): Promise<void> {
    await connection.commit();
  }

  async rollbackTransaction(connection: SqliteConnection): Promise<void> {
    await connection.rollback();
  }

  async releaseConnection(connection: SqliteConnection): Promise<void> {
    connection.release();
  }

  async destroy(): Promise<void> {
    const patience = () => new Deadline(CLOSE_MS, this.#settings.timers);
    await this.#reader.close(patience());
    if (this.#writer !== this.#reader) await this.#writer.close(patience());
  }
}

function threadSettings(settings: SqliteSettings, reads: boolean): ThreadSettings {
  return {
    file: settings.file,
    onlyRead: settings.onlyRead,
    busyMs: settings.busyMs,
    setUp: [
      ...(settings.onlyRead ? [] : ["pragma journal_mode = wal", "pragma synchronous = full"]),
      "pragma foreign_keys = on",
      // Without it INSERT OR REPLACE would delete a row past the append-only triggers.
      "pragma recursive_triggers = on",
      ...(reads ? ["pragma query_only = on"] : (settings.setUp ?? [])),
    ],
  };
}
