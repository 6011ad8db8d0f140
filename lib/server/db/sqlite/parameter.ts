import "server-only";

/**
 * A value as libsql can bind it. Checked here because its native code ends the whole process on a boolean.
 * Flags become 0 or 1, dates ISO 8601 text. Throws TypeError for what has no column type.
 */
export function toSqliteParameter(value: unknown): string | number | null | Uint8Array {
  if (value === null || typeof value === "string") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (typeof value === "bigint") return bigintParameter(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return value;
  throw new TypeError(`a ${value === undefined ? "missing value" : typeof value} is no value of a column`);
}

// libsql binds a bigint as text, which no integer column would find again.
function bigintParameter(value: bigint): number {
  if (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER) {
    throw new TypeError("an integer beyond 2^53 is no value of a column");
  }
  return Number(value);
}
