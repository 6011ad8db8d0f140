import "server-only";
import { refusalCode } from "./error-codes";
import type { Failure } from "./failure";
import { toFault } from "./fault";
import type { Wire } from "./wire";

/** Errors of the operating system before a connection is up. */
const BEFORE_CONNECTION = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

type Thrown = {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly statusCode?: unknown;
  readonly data?: unknown;
};

/**
 * Reads an error that the SDK threw. Only a 4xx with Code and RequestId says that nothing happened; only a connection
 * that never came up says that nothing was sent. The error's own text holds the whole address and is dropped.
 */
export function classify(error: unknown, wire: Wire): Failure {
  const thrown: Thrown = typeof error === "object" && error !== null ? error : {};
  const status = typeof thrown.statusCode === "number" ? thrown.statusCode : wire.status;
  if (typeof thrown.statusCode === "number") return ofAnswer(thrown.data, thrown.statusCode);
  const cause = label(thrown);
  if (status !== undefined) return ofUnreadable(status, cause, thrown.code === "ECONNRESET");
  if (wire.hasBegun && !wire.isUp) return { kind: "not-sent", why: "unreachable", cause };
  if (!wire.hasBegun && BEFORE_CONNECTION.has(String(thrown.code))) {
    return { kind: "not-sent", why: "unreachable", cause };
  }
  if (!wire.hasBegun && thrown.code === "InvalidCredentials") {
    return { kind: "not-sent", why: "credentials", cause };
  }
  const isTimeout = typeof thrown.name === "string" && thrown.name.startsWith("RequestTimeout");
  return { kind: "unknown", why: isTimeout ? "timeout" : "broken", cause };
}

/** An error answer whose body was JSON. */
function ofAnswer(body: unknown, status: number): Failure {
  const fault = toFault(body, status);
  if (status >= 500) return { kind: "unknown", why: "server-error", fault };
  if (fault.code === undefined || fault.requestId === undefined) {
    return { kind: "unknown", why: "unreadable", fault };
  }
  return { kind: "refused", code: refusalCode(fault), fault };
}

/** A status line came, a usable body did not: HTML, nothing, half of it. */
function ofUnreadable(status: number, cause: string, isCut: boolean): Failure {
  const mayPass = isCut || status >= 500;
  return { kind: "unknown", why: "unreadable", fault: { httpStatus: status }, cause, mayPass };
}

/** Names the error without its text. */
function label(thrown: Thrown): string {
  const parts = [thrown.name, thrown.code].filter((part): part is string => typeof part === "string");
  return parts.map((part) => part.slice(0, 60)).join(" ") || "error without a name";
}
