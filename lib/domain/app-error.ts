/** The closed set of expected failures. Callers switch on `code`, never on text. */
export const APP_ERROR_CODES = [
  // edges
  "invalid-input",
  "not-signed-in",
  "forbidden",
  "not-found",
  "origin-refused",
  // members
  "last-admin",
  "member-exists",
  "demo-accounts",
  // the delete
  "name-mismatch",
  "blocked",
  "protected",
  "delete-in-progress",
  "already-gone",
  // the recycle bin
  "not-in-bin",
  "already-restored",
  "restore-in-progress",
  // writes
  "not-sent",
  "not-recorded",
  "outcome-unknown",
  // ECS, by what the user can do about it
  "ecs-throttled",
  "ecs-denied",
  "ecs-credentials",
  "ecs-refused",
  "ecs-conflict",
  "ecs-unavailable",
  "ecs-unreachable",
  "ecs-timeout",
  "ecs-unreadable",
  "budget-exhausted",
  // us
  "database-unavailable",
  "internal",
] as const;
export type AppErrorCode = (typeof APP_ERROR_CODES)[number];

/** What ECS said of a refusal, kept whole as far as it is safe to show. Absent fields were absent in the answer. */
export type EcsFault = {
  readonly code?: string;
  readonly httpStatus?: number;
  readonly requestId?: string;
  /** ECS's own sentence, for people; never matched on. */
  readonly message?: string;
  /** A diagnosis link of the vendor; only https on the vendor's hosts survives the mapper. */
  readonly recommend?: string;
  readonly accessDenied?: Readonly<Record<string, string>>;
};

export type AppErrorDetails = {
  readonly ecs?: EcsFault;
  /** Values for the message in the user's language; plain text, never secrets or build content. */
  readonly params?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
};

const BRAND = Symbol.for("imagekeeper.AppError");

/** An expected failure as a typed value. Unexpected ones stay plain errors and get an error ID at the edge. */
export class AppError extends Error {
  /** The framework bundles this module more than once in a process: an error of any copy is one of ours. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && BRAND in value;
  }

  readonly [BRAND] = true;
  readonly code: AppErrorCode;
  readonly ecs: EcsFault | undefined;
  readonly params: Readonly<Record<string, string>>;

  constructor(code: AppErrorCode, details: AppErrorDetails = {}) {
    super(details.ecs?.code ? `${code} (${details.ecs.code})` : code, { cause: details.cause });
    this.name = "AppError";
    this.code = code;
    this.ecs = details.ecs;
    this.params = details.params ?? {};
  }
}

export function isAppError(error: unknown, code?: AppErrorCode): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code);
}
