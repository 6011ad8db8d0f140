import type { IncomingMessage } from "node:http";

/** Bytes that a request body may have. Two contents of 16 KB, escaped, take about 100 KB. */
const LIMIT = 1024 * 1024;

/** A longer body is thrown away up to here, so that its sender reads the refusal; then the connection is cut. */
const DISCARDED = 64 * 1024 * 1024;

/** Does a body follow the head of this request? Most calls have none, and need not be waited for. */
export function hasBody({ headers }: IncomingMessage): boolean {
  const length = headers["content-length"];
  return headers["transfer-encoding"] !== undefined || (length !== undefined && Number(length) !== 0);
}

/** The whole body, or null when it is too long. Rejects when the client leaves. */
export function readBody(request: IncomingMessage): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let length = 0;
    request.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length <= LIMIT) chunks.push(chunk);
      else chunks = [];
      if (length > DISCARDED) request.destroy();
    });
    request.on("end", () => resolve(length > LIMIT ? null : Buffer.concat(chunks, length)));
    request.on("error", reject);
    request.on("close", () => reject(new Error("the client left")));
  });
}
