import "server-only";
import { sha256 } from "./sha256";

/**
 * An event as the verifier meets it. `covered` is the canonical text that its hash is over, as text, or with one
 * character a byte where the bytes come from a file or from SQLite: what is no UTF-8 must not pass as what stands for it.
 */
export type ChainLine = {
  readonly covered: string;
  readonly encoding: "utf8" | "latin1";
  readonly hash: string;
  /** Its number and the hash before it, as they stand in `covered`. */
  readonly seq: string;
  readonly prevHash: string;
  /** The snapshot itself, null when there is none, undefined where none is kept (an export). */
  readonly snapshot?: string | Uint8Array | null;
};

/** A member of the canonical text as it stands there: a JSON string, a number or null. Empty when it is not there. */
export function tokenOf(covered: string, member: Member): string {
  const [before, after] = AROUND[member];
  const start = covered.indexOf(before);
  if (start === -1) return "";
  const end = covered.indexOf(after, start + before.length);
  return end === -1 ? "" : covered.slice(start + before.length, end);
}

/** The hash that the event should have. */
export function hashOf({ covered, encoding }: ChainLine): string {
  // Plain ASCII has the same bytes in both encodings.
  if (encoding === "utf8" || isAscii(covered)) return sha256(covered);
  return sha256(Buffer.from(covered, "latin1"));
}

// A quote inside a JSON string has a backslash before it, so none of these can occur in a value.
const AROUND = {
  action: [`,"action":`, `,"actor":`],
  prevHash: [`,"prevHash":`, `,"reason":`],
  seq: [`,"seq":`, `,"snapshotHash":`],
  snapshotHash: [`,"snapshotHash":`, `,"templateId":`],
} as const;

type Member = keyof typeof AROUND;

function isAscii(text: string): boolean {
  return !/[\u0080-\uffff]/.test(text);
}
