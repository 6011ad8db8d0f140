import type { IncomingMessage } from "node:http";

/** Bytes that a request body may have. Two contents of 16 KB, escaped, take about 100 KB. */
export const BODY_LIMIT = 1024 * 1024;

/** The whole body, or null when it is longer than the limit (the rest is left unread). Rejects when the client leaves. */
export function readBody(request: IncomingMessage, limit = BODY_LIMIT): Promise<Buffer | null> {
  if (Number(request.headers["content-length"] ?? 0) > limit) return Promise.resolve(null);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length > limit) {
        request.pause();
        request.removeAllListeners("data");
        resolve(null);
      } else {
        chunks.push(chunk);
      }
    });
    request.on("end", () => resolve(Buffer.concat(chunks)));
    request.on("error", reject);
    request.on("close", () => reject(new Error("the client left")));
  });
}
