import "server-only";
import type { CompiledQuery, DatabaseConnection, QueryResult } from "kysely";
import { Deadline, type Timers } from "../deadline";
import { unavailable } from "../errors";
import type { Hold, Lane } from "./lane";
import { toSqliteParameter } from "./parameter";
import type { Answer } from "./thread";

type Transaction = { readonly hold: Hold; readonly deadline: Deadline; failure: unknown };

/** What Kysely runs statements on. Outside a transaction each statement queues for itself. */
export class SqliteConnection implements DatabaseConnection {
  readonly #writer: Lane;
  readonly #reader: Lane;
  readonly #patience: { readonly deadlineMs: () => number; readonly timers: Timers };
  #transaction: Transaction | null = null;

  constructor(writer: Lane, reader: Lane, patience: { deadlineMs: () => number; timers: Timers }) {
    this.#writer = writer;
    this.#reader = reader;
    this.#patience = patience;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const statement = { sql: query.sql, parameters: query.parameters.map(toSqliteParameter) };
    const transaction = this.#transaction;
    if (transaction !== null) return toResult(await this.#runInside(transaction, statement));

    const deadline = this.#deadline();
    try {
      const hold = await this.#lane(query).acquire(deadline);
      try {
        return toResult(await hold.run(statement));
      } finally {
        hold.release();
      }
    } finally {
      deadline.cancel();
    }
  }

  // biome-ignore lint/correctness/useYield: Kysely's interface asks for a generator; readers page by key instead.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error(
      "read in pages by key: a stream would hold the connection for as long as its reader likes",
    );
  }

  async begin(onlyRead: boolean): Promise<void> {
    const deadline = this.#deadline();
    try {
      const hold = await (onlyRead ? this.#reader : this.#writer).acquire(deadline);
      this.#transaction = { hold, deadline, failure: null };
      await hold.run({ sql: onlyRead ? "begin" : "begin immediate", parameters: [] });
    } catch (error) {
      deadline.cancel();
      this.release();
      throw error;
    }
  }

  /** Throws when an earlier statement failed: nothing was committed then, as on PostgreSQL. */
  async commit(): Promise<void> {
    const transaction = this.#require();
    if (transaction.failure !== null) throw transaction.failure;
    await transaction.hold.run({ sql: "commit", parameters: [] });
  }

  /** Never throws: a connection that cannot roll back is thrown away with its transaction. */
  async rollback(): Promise<void> {
    const { hold } = this.#require();
    if (!hold.open) return;
    await hold.run({ sql: "rollback", parameters: [] }).catch(() => undefined);
  }

  release(): void {
    this.#transaction?.deadline.cancel();
    this.#transaction?.hold.release();
    this.#transaction = null;
  }

  async #runInside(
    transaction: Transaction,
    statement: { sql: string; parameters: unknown[] },
  ): Promise<Answer> {
    // As on PostgreSQL: after an error the transaction takes no further statement. A full disk may have rolled
    // it back already, and what came next would commit by itself.
    if (transaction.failure !== null) throw transaction.failure;
    try {
      const answer = await transaction.hold.run(statement);
      if (!transaction.hold.open) throw unavailable("the transaction ended by itself");
      return answer;
    } catch (error) {
      transaction.failure = error;
      throw error;
    }
  }

  #deadline(): Deadline {
    return new Deadline(this.#patience.deadlineMs(), this.#patience.timers);
  }

  #lane(query: CompiledQuery): Lane {
    if (query.query.kind === "SelectQueryNode") return this.#reader;
    if (query.query.kind === "RawNode" && /^\s*select\b/i.test(query.sql)) return this.#reader;
    return this.#writer;
  }

  #require(): Transaction {
    if (this.#transaction === null) throw new Error("no transaction is open on this connection");
    return this.#transaction;
  }
}

function toResult<R>(answer: Answer): QueryResult<R> {
  const rows = answer.rows.map((values) => {
    const row: Record<string, unknown> = {};
    answer.columns.forEach((column, index) => {
      row[column] = values[index];
    });
    return row as R;
  });
  if (answer.changes === null) return { rows };
  const result = { rows, numAffectedRows: BigInt(answer.changes) };
  return answer.lastId === null ? result : { ...result, insertId: BigInt(answer.lastId) };
}
