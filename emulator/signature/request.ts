import type { IncomingHttpHeaders } from "node:http";
import type { Pair } from "../http/decode";
import type { Query } from "../http/query";

/** A request as signatures see it. */
export interface SignedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Query;
  /** The pairs of a form body; empty for any other body. */
  readonly form: readonly Pair[];
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A header's value as one text. */
export function header(request: SignedRequest, name: string): string {
  const value = request.headers[name];
  return (Array.isArray(value) ? value.join(",") : (value ?? "")).trim();
}
