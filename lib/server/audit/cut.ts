import "server-only";
import type { Db, Trx } from "../context";
import { canonical } from "./canonical";
import { sha256 } from "./sha256";
import { isSigned, type Signature, signText } from "./signature";

/**
 * Where retention cut the log: event `seq` with `hash` was the last of the `count` that went, at `at`. It is signed,
 * and it stands as snapshot of event `eventSeq` (`audit.cut`) in the chain that remains.
 */
export type Cut = Signature & {
  readonly seq: number;
  readonly hash: string;
  readonly count: number;
  readonly at: string;
  readonly eventSeq: number;
};

type CutPlace = Pick<Cut, "seq" | "hash" | "count" | "at">;

/** The cut as the snapshot of its event holds it: what is signed, too. */
export function cutText({ seq, hash, count, at }: CutPlace): string {
  return canonical({ at, count, hash, seq });
}

/** Signs a cut. `signingKey` is Ed25519, PKCS#8, PEM. */
export function signCut(place: CutPlace & { readonly eventSeq: number }, signingKey: string): Cut {
  const { seq, hash, count, at, eventSeq } = place;
  return { seq, hash, count, at, eventSeq, ...signText(signedText(place), signingKey) };
}

/** True when the signature is the public key's own over everything but the event's number. */
export function isSignedCut(cut: Cut): boolean {
  return isSigned(signedText(cut), cut);
}

/** What the event of the cut has as `snapshotHash`. */
export function cutSnapshotHash(cut: Cut): string {
  return sha256(cutText(cut));
}

/** The newest cut, or null while nothing was cut. Throws `database-unavailable`. */
export async function latestCut(executor: Db | Trx): Promise<Cut | null> {
  const row = await executor
    .selectFrom("audit_cut")
    .selectAll()
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return null;
  // In the order of the export's line, which is read back byte by byte.
  return {
    seq: row.seq,
    hash: row.hash,
    count: row.count,
    at: row.at,
    eventSeq: row.event_seq,
    publicKey: row.public_key,
    signature: row.signature,
  };
}

function signedText(place: CutPlace): string {
  return `imagekeeper audit cut\n${cutText(place)}`;
}
