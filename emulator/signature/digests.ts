import crypto from "node:crypto";

/** Node has one-shot digests since 20.12: without an object for each they cost half. */
const HAS_ONE_SHOT = typeof crypto.hash === "function";

/** SHA-256 of nothing: what most requests carry. */
const OF_NOTHING = crypto.createHash("sha256").digest("hex");

/** SHA-256 of a text or of bytes, in hexadecimal. */
export function sha256(data: string | Buffer): string {
  if (data.length === 0) return OF_NOTHING;
  return HAS_ONE_SHOT
    ? crypto.hash("sha256", data, "hex")
    : crypto.createHash("sha256").update(data).digest("hex");
}

const BLOCK = 64;

/** A key of at most a block, XORed with a byte as RFC 2104 says, and room for what is hashed after it. */
function padded(key: string, byte: number, room: number): Buffer {
  const block = Buffer.alloc(BLOCK + room, byte);
  Buffer.from(key).forEach((value, index) => {
    block[index] = value ^ byte;
  });
  return block.fill(0, BLOCK);
}

/** HMAC-SHA-256, in hexadecimal, of ASCII texts of one length; the key has at most 64 bytes. */
export function hmacOf(key: string, length: number): (text: string) => string {
  if (!HAS_ONE_SHOT) return (text) => crypto.createHmac("sha256", key).update(text).digest("hex");
  const inner = padded(key, 0x36, length);
  const outer = padded(key, 0x5c, 32);
  return (text) => {
    inner.write(text, BLOCK, "latin1");
    outer.write(crypto.hash("sha256", inner, "binary"), BLOCK, "latin1");
    return crypto.hash("sha256", outer, "hex");
  };
}
