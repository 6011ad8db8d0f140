import "server-only";
import { AppError, isAppError } from "@/lib/domain/app-error";

/** What the database refused for a reason of ours (a constraint, wrong SQL). `code` is SQLite's name of it. */
class SqliteError extends Error {
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.name = "SqliteError";
    this.code = code;
  }
}

/** An AppError `database-unavailable` that says why for the log. */
export function unavailable(why: string, cause?: unknown): AppError {
  return new AppError("database-unavailable", { cause: cause ?? new Error(why) });
}

/** True when an insert or update met a unique index or a primary key, on either database. */
export function isUniqueViolation(error: unknown): boolean {
  const code = errorCode(error);
  return code === "SQLITE_CONSTRAINT_UNIQUE" || code === "SQLITE_CONSTRAINT_PRIMARYKEY" || code === "23505";
}

const SQLITE_STATE =
  /^SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|CANTOPEN|CORRUPT|NOTADB|NOMEM|PROTOCOL|INTERRUPT|PERM|AUTH|NOLFS)/;

/** SQLite's busy, full, read-only, broken and the like become `database-unavailable`; the rest is ours. */
export function mapSqliteError(message: string, code: string): Error {
  const error = new SqliteError(message, code);
  return SQLITE_STATE.test(code) ? new AppError("database-unavailable", { cause: error }) : error;
}

// Classes of SQLSTATE: connection, rollback by conflict, resources, operator and time-out, system, internal.
const POSTGRES_STATE = /^(08|40|53|57|58|XX|F0)|^(55P03|25006|25P03|28...|3D000)$/;

/** PostgreSQL's time-outs, lost connections, full disks and conflicts become `database-unavailable`. */
export function mapPostgresError(error: unknown): unknown {
  if (isAppError(error)) return error;
  const code = errorCode(error);
  const isSqlState = code !== null && /^[0-9A-Z]{5}$/.test(code);
  if (isSqlState && !POSTGRES_STATE.test(code)) return error;
  return new AppError("database-unavailable", { cause: error });
}

function errorCode(error: unknown): string | null {
  if (typeof error !== "object" || error === null || !("code" in error)) return null;
  return typeof error.code === "string" ? error.code : null;
}
