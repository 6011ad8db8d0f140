import "server-only";
import { createHash, timingSafeEqual } from "node:crypto";

/** Whether the headers carry exactly this bearer token, compared in constant time. */
export function isBearer(headers: Headers, token: string): boolean {
  const given = /^Bearer (\S+)$/i.exec(headers.get("authorization") ?? "")?.[1] ?? "";
  return timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
