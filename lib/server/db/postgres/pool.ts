import "server-only";
import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from "kysely";
import { Pool, type PoolClient, types } from "pg";
import { isAppError } from "@/lib/domain/app-error";
import { Deadline, type Timers } from "../deadline";
import { mapPostgresError, unavailable } from "../errors";

export type PostgresSettings = {
  readonly url: string;
  /** Milliseconds for a statement or a whole transaction, waiting for a connection included. */
  readonly deadlineMs: number;
  readonly timers: Timers;
  readonly maxConnections: number;
  /** Every transaction is read-only, so the server refuses what would change it. */
  readonly onlyRead?: boolean;
};

const INT8 = 20;
const NUMERIC = 1700;

/** Numbers come back as numbers: counts and sums are int8 and numeric in PostgreSQL. */
const numericTypes: typeof types = {
  ...types,
  getTypeParser: ((oid: number, format?: "text" | "binary") =>
    oid === INT8 || oid === NUMERIC
      ? Number
      : types.getTypeParser(oid, format)) as typeof types.getTypeParser,
};

/** pg's pool as Kysely wants it, with a deadline on every statement and transaction and our errors. */
export function createPool(settings: PostgresSettings): PostgresPool {
  const pool = new Pool({
    ...clientConfig(settings.url, settings.deadlineMs),
    max: settings.maxConnections,
    ...(settings.onlyRead ? { options: "-c default_transaction_read_only=on" } : {}),
    statement_timeout: settings.deadlineMs,
    idle_in_transaction_session_timeout: settings.deadlineMs * 2,
  });
  // An idle connection that breaks is no one's error: the pool opens another one.
  pool.on("error", () => undefined);
  return {
    connect: () => checkOut(pool, new Deadline(settings.deadlineMs, settings.timers)),
    end: () => pool.end(),
  };
}

function checkOut(pool: Pool, deadline: Deadline): Promise<PostgresPoolClient> {
  return new Promise((resolve, reject) => {
    let late = false;
    deadline.onExpire(() => {
      late = true;
      reject(unavailable("no connection was free in time"));
    });
    pool.connect().then(
      (client) => (late ? client.release() : resolve(new LimitedClient(client, deadline))),
      (error) => {
        deadline.cancel();
        // Whatever the server says to somebody at the door: the database cannot be had.
        reject(isAppError(error) ? error : unavailable("no connection", error));
      },
    );
  });
}

/** Settings that every connection shares; `patienceMs` bounds connecting. */
export function clientConfig(url: string, patienceMs: number) {
  return {
    connectionString: url,
    connectionTimeoutMillis: patienceMs,
    keepAlive: true,
    application_name: "imagekeeper",
    types: numericTypes,
  };
}

/** A checked-out connection. One that missed its deadline or broke is thrown away, never given back. */
class LimitedClient implements PostgresPoolClient {
  readonly #client: PoolClient;
  readonly #deadline: Deadline;
  #broken: Error | null = null;
  #released = false;

  constructor(client: PoolClient, deadline: Deadline) {
    this.#client = client;
    this.#deadline = deadline;
    client.on("error", this.#onError);
    deadline.onExpire(() => this.#expire());
  }

  query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query(cursor: never): never;
  async query<R>(sql: string, parameters: readonly unknown[] = []): Promise<PostgresQueryResult<R>> {
    if (sql === "rollback") return this.#rollback<R>();
    const result = await this.#run<R>(sql, parameters);
    // COMMIT of a failed transaction "succeeds" as ROLLBACK; nothing may be reported as committed that is not.
    if (sql === "commit" && (result.command as string) !== "COMMIT") {
      throw unavailable("the transaction had failed before its commit");
    }
    return result;
  }

  release(): void {
    this.#deadline.cancel();
    this.#discard(this.#broken !== null);
  }

  async #run<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    if (this.#broken !== null) throw mapPostgresError(this.#broken);
    let takeBack = () => {};
    try {
      return await new Promise<PostgresQueryResult<R>>((resolve, reject) => {
        takeBack = this.#deadline.onExpire(() => reject(unavailable("the database did not answer in time")));
        const answer = this.#client.query(sql, [...parameters]);
        answer.then((result) => resolve(result as unknown as PostgresQueryResult<R>), reject);
      });
    } catch (error) {
      throw mapPostgresError(error);
    } finally {
      takeBack();
    }
  }

  /** Never throws: the server rolls back when the connection is thrown away. */
  async #rollback<R>(): Promise<PostgresQueryResult<R>> {
    try {
      if (this.#broken === null) await this.#run("rollback", []);
    } catch (error) {
      this.#broken ??= error as Error;
    }
    return { command: "ROLLBACK", rowCount: 0, rows: [] } as unknown as PostgresQueryResult<R>;
  }

  #expire(): void {
    this.#broken ??= unavailable("the deadline of this connection's use is over");
    this.#discard(true);
  }

  #discard(destroy: boolean): void {
    if (this.#released) return;
    this.#released = true;
    this.#client.release(destroy);
    // One that is thrown away may still break; without a listener that would end the process.
    if (!destroy) this.#client.off("error", this.#onError);
  }

  readonly #onError = (error: Error) => {
    this.#broken ??= error;
  };
}
