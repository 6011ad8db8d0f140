import type { IncomingMessage } from "node:http";

/** Bytes that a request body may have. Two contents of 16 KB, escaped, take about 100 KB. */
const LIMIT = 1024 * 1024;

/** Bytes that all bodies which are on their way may have together. */
const TOGETHER = 64 * LIMIT;

/** A longer body is thrown away up to here, so that its sender reads the refusal; then the connection is cut. */
const DISCARDED = 64 * 1024 * 1024;

/** What a body gets to begin with. */
const ROOM = 4096;

let held = 0;

/** Does a body follow the head of this request? Most calls have none, and need not be waited for. */
export function hasBody({ headers }: IncomingMessage): boolean {
  const length = headers["content-length"];
  return headers["transfer-encoding"] !== undefined || (length !== undefined && Number(length) !== 0);
}

/** Bytes in one piece that grows, however small the pieces are in which they come. */
function gather() {
  let bytes = Buffer.alloc(0);
  let used = 0;
  const letGo = () => {
    held -= bytes.length;
    bytes = Buffer.alloc(0);
  };
  return {
    /** false: there is no room for it, and what was gathered is forgotten. */
    add(chunk: Buffer): boolean {
      const needed = used + chunk.length;
      if (needed > bytes.length) {
        const room = Math.min(LIMIT, Math.max(needed, 2 * bytes.length, ROOM));
        if (needed > LIMIT || held + room - bytes.length > TOGETHER) {
          letGo();
          return false;
        }
        const grown = Buffer.allocUnsafeSlow(room);
        bytes.copy(grown, 0, 0, used);
        held += room - bytes.length;
        bytes = grown;
      }
      chunk.copy(bytes, used);
      used = needed;
      return true;
    },
    take(): Buffer {
      const all = bytes.subarray(0, used);
      letGo();
      return all;
    },
  };
}

/** The whole body, or null when it is too long. Rejects when the client leaves. */
export function readBody(request: IncomingMessage): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const gathered = gather();
    let length = 0;
    let fits = true;
    request.on("data", (chunk: Buffer) => {
      length += chunk.length;
      fits = fits && gathered.add(chunk);
      if (length <= DISCARDED) return;
      resolve(null);
      request.removeAllListeners("data").pause();
    });
    request.on("end", () => resolve(fits ? gathered.take() : null));
    request.on("error", reject);
    request.on("close", () => {
      gathered.take();
      reject(new Error("the client left"));
    });
  });
}
