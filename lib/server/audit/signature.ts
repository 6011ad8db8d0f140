import "server-only";
import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";

/** Key (SPKI, DER) and signature, both base64. */
export type Signature = { readonly publicKey: string; readonly signature: string };

/** Signs a text. `signingKey` is Ed25519, PKCS#8, PEM. */
export function signText(text: string, signingKey: string): Signature {
  const key = createPrivateKey(signingKey);
  const publicKey = createPublicKey(key).export({ type: "spki", format: "der" }).toString("base64");
  return { publicKey, signature: sign(null, Buffer.from(text, "utf8"), key).toString("base64") };
}

/** True when the signature is the public key's own over the text, both written as we write base64. */
export function isSigned(text: string, { publicKey, signature }: Signature): boolean {
  try {
    const der = strictBase64(publicKey);
    const bytes = strictBase64(signature);
    if (der === null || bytes === null) return false;
    const key = createPublicKey({ key: der, type: "spki", format: "der" });
    return key.asymmetricKeyType === "ed25519" && verify(null, Buffer.from(text, "utf8"), key, bytes);
  } catch {
    return false;
  }
}

/** Node reads past foreign characters and spare bits: a change of those would pass. */
function strictBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : null;
}
