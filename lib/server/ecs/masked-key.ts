import "server-only";
import type { CredentialSource } from "./credential-source";

/** First and last four characters of a static access key's ID: enough to tell two keys apart. Null without such a key. */
export function maskedKey(source: CredentialSource): string | null {
  if (source.kind !== "keys" || source.accessKeyId.length < 12) return null;
  return `${source.accessKeyId.slice(0, 4)}…${source.accessKeyId.slice(-4)}`;
}
