import "server-only";
import { type RawBuilder, sql } from "kysely";
import type { Db } from "../context";
import { isPostgres } from "./chain-pages";
import type { Checkpoint } from "./checkpoint";
import type { Cut } from "./cut";

/** Checkpoints with numbers above `after` and up to `upTo` as the database keeps them, whatever was done to them. */
export async function keptCheckpoints(db: Db, after: number, upTo: number): Promise<Checkpoint[]> {
  const text = textOf(db);
  const rows = await db
    .selectFrom("audit_checkpoint")
    .select([
      "seq",
      text("hash").as("hash"),
      text("at").as("at"),
      text("public_key").as("publicKey"),
      text("signature").as("signature"),
    ])
    .where("seq", ">", after)
    .where("seq", "<=", upTo)
    .orderBy("seq")
    .execute();
  return rows.map((row) => ({
    seq: row.seq,
    hash: decode(row.hash),
    at: decode(row.at),
    publicKey: decode(row.publicKey),
    signature: decode(row.signature),
  }));
}

/** The newest cut as the database keeps it, whatever was done to it; null when there is none. */
export async function keptCut(db: Db): Promise<Cut | null> {
  const text = textOf(db);
  const row = await db
    .selectFrom("audit_cut")
    .select([
      "seq",
      "count",
      "event_seq as eventSeq",
      text("hash").as("hash"),
      text("at").as("at"),
      text("public_key").as("publicKey"),
      text("signature").as("signature"),
    ])
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    seq: row.seq,
    hash: decode(row.hash),
    count: row.count,
    at: decode(row.at),
    eventSeq: row.eventSeq,
    publicKey: decode(row.publicKey),
    signature: decode(row.signature),
  };
}

type Bytes = string | Uint8Array;

/** SQLite gives back as bytes what may be no UTF-8 any more: as text it would end the driver. */
function textOf(db: Db): (column: string) => RawBuilder<Bytes> {
  return isPostgres(db)
    ? (column) => sql<Bytes>`${sql.ref(column)}`
    : (column) => sql<Bytes>`cast(${sql.ref(column)} as blob)`;
}

function decode(value: Bytes): string {
  return typeof value === "string" ? value : Buffer.from(value).toString("utf8");
}
