import "server-only";
import {
  type DatabaseIntrospector,
  type Dialect,
  type DialectAdapter,
  type Driver,
  type Kysely,
  type QueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import { SqliteDriver, type SqliteSettings } from "./driver";

/** SQLite rolls back its DDL with the transaction, so a migration that fails leaves nothing behind. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** Kysely's SQLite over our worker threads. */
export class ThreadedSqliteDialect implements Dialect {
  readonly #settings: SqliteSettings;

  constructor(settings: SqliteSettings) {
    this.#settings = settings;
  }

  createAdapter(): DialectAdapter {
    return new TransactionalSqliteAdapter();
  }

  createDriver(): Driver {
    return new SqliteDriver(this.#settings);
  }

  createIntrospector(db: Kysely<unknown>): DatabaseIntrospector {
    return new SqliteIntrospector(db);
  }

  createQueryCompiler(): QueryCompiler {
    return new SqliteQueryCompiler();
  }
}
