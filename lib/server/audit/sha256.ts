import "server-only";
import crypto from "node:crypto";

/** SHA-256 in hex; text as UTF-8. Node 20.12 brought a call that makes no object for it: three times as fast. */
export const sha256: (data: string | Uint8Array) => string =
  typeof crypto.hash === "function"
    ? (data) => crypto.hash("sha256", data)
    : (data) => crypto.createHash("sha256").update(data).digest("hex");
