import type { IncomingHttpHeaders } from "node:http";
import type { Pair } from "../http/decode";

/** A request as signatures see it. */
export interface SignedRequest {
  readonly method: string;
  readonly path: string;
  /** The query as it came, and decoded. */
  readonly rawQuery: string;
  readonly query: readonly Pair[];
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
