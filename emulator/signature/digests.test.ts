import { createHash, createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { hmacOf, sha256 } from "./digests";

it.each(["", "a", "模板 😀", "x".repeat(10_000)])(
  "the SHA-256 of %j is Node's, of texts and of bytes",
  (text) => {
    const expected = createHash("sha256").update(text).digest("hex");
    expect(sha256(text)).toBe(expected);
    expect(sha256(Buffer.from(text))).toBe(expected);
  },
);

it.each(["k", "demo-secret-imagekeeper", "x".repeat(64)])(
  "the HMAC under %j is Node's, call after call",
  (key) => {
    const sign = hmacOf(key, 20);
    for (const text of ["a".repeat(20), "b".repeat(20), "01234567890123456789"]) {
      expect(sign(text)).toBe(createHmac("sha256", key).update(text).digest("hex"));
    }
  },
);
