import "server-only";
import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import type { Db, DbClock, Trx } from "../context";
import { canonical } from "./canonical";

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
export function toCheckpoint(row: {
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
  const key = createPrivateKey(signingKey);
  const publicKey = createPublicKey(key).export({ type: "spki", format: "der" }).toString("base64");
  return { ...head, publicKey, signature: sign(null, signedText(head), key).toString("base64") };
}

/** True when the signature is the public key's own over number, hash and time. */
export function hasValidSignature(checkpoint: Checkpoint): boolean {
  try {
    const der = Buffer.from(checkpoint.publicKey, "base64");
    const key = createPublicKey({ key: der, type: "spki", format: "der" });
    if (key.asymmetricKeyType !== "ed25519") return false;
    return verify(null, signedText(checkpoint), key, Buffer.from(checkpoint.signature, "base64"));
  } catch {
    return false;
  }
}

function signedText({ seq, hash, at }: { seq: number; hash: string; at: string }): Buffer {
  return Buffer.from(`imagekeeper audit checkpoint\n${canonical({ at, hash, seq })}`, "utf8");
}
