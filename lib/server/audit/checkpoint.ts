import "server-only";
import type { Db, DbClock, Trx } from "../context";
import { canonical } from "./canonical";
import { isSigned, signText } from "./signature";

/** A signed head of the chain, as GET /api/audit/checkpoint answers. Key (SPKI, DER) and signature are base64. */
export type Checkpoint = {
  readonly seq: number;
  readonly hash: string;
  readonly at: string;
  readonly publicKey: string;
  readonly signature: string;
};

/**
 * Signs the newest event and keeps the checkpoint; answers with it, or null while the log is empty. An event that
 * has a checkpoint already gets no second one. No event of the log. Throws `database-unavailable`.
 * @param signingKey Ed25519, PKCS#8, PEM
 */
export async function writeCheckpoint(
  db: Db,
  clock: DbClock,
  signingKey: string,
): Promise<Checkpoint | null> {
  return db.transaction().execute(async (trx) => {
    const head = await trx
      .selectFrom("audit_event")
      .select(["seq", "hash"])
      .orderBy("seq", "desc")
      .limit(1)
      .executeTakeFirst();
    if (head === undefined) return null;
    const latest = await latestCheckpoint(trx);
    if (latest?.seq === head.seq) return latest;
    const checkpoint = signCheckpoint({ ...head, at: await clock.now(trx) }, signingKey);
    const { publicKey, ...rest } = checkpoint;
    await trx
      .insertInto("audit_checkpoint")
      .values({ ...rest, public_key: publicKey })
      // Another replica may have signed the same head.
      .onConflict((conflict) => conflict.column("seq").doNothing())
      .execute();
    return checkpoint;
  });
}

/** The newest checkpoint, or null. Throws `database-unavailable`. */
export async function latestCheckpoint(executor: Db | Trx): Promise<Checkpoint | null> {
  const row = await executor
    .selectFrom("audit_checkpoint")
    .selectAll()
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ? toCheckpoint(row) : null;
}

/** A row as it travels. */
function toCheckpoint(row: {
  seq: number;
  hash: string;
  at: string;
  public_key: string;
  signature: string;
}): Checkpoint {
  return { seq: row.seq, hash: row.hash, at: row.at, publicKey: row.public_key, signature: row.signature };
}

/** Signs number, hash and time of a head. `signingKey` is Ed25519, PKCS#8, PEM. */
export function signCheckpoint(
  head: { readonly seq: number; readonly hash: string; readonly at: string },
  signingKey: string,
): Checkpoint {
  return { ...head, ...signText(signedText(head), signingKey) };
}

/** True when the signature is the public key's own over number, hash and time. */
export function hasValidSignature(checkpoint: Checkpoint): boolean {
  return isSigned(signedText(checkpoint), checkpoint);
}

function signedText({ seq, hash, at }: { seq: number; hash: string; at: string }): string {
  return `imagekeeper audit checkpoint\n${canonical({ at, hash, seq })}`;
}
