import "server-only";
import { PostgresAdapter, type RawBuilder, sql } from "kysely";
import { isAppError } from "@/lib/domain/app-error";
import type { Db } from "../context";
import { CHAINED_MEMBERS } from "./chain";
import { type ChainLine, tokenOf } from "./chain-line";

/** Larger pages are slower: SQLite grows one text as long as the page. */
const PAGE = 250;

/** Events in the order of their numbers; `last` is the number of the page's last one, null when there are no more. */
export type ChainPage = { readonly lines: readonly ChainLine[]; readonly last: number | null };

/** An event that the database itself cannot write as text. */
export class UnreadableEvent extends Error {
  readonly seq: number;

  constructor(seq: number) {
    super(`event ${seq} holds what no text is`);
    this.seq = seq;
  }
}

/** True for PostgreSQL. */
export function isPostgres(db: Db): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}

/**
 * The events after number `after` up to `upTo`. The database writes the canonical text itself: a tenth of the values
 * cross from its thread or its socket. Throws `database-unavailable`, UnreadableEvent.
 */
export async function chainPage(db: Db, after: number, upTo: number): Promise<ChainPage> {
  if (isPostgres(db)) return postgresPage(db, after, upTo);
  try {
    return await sqlitePage(db, after, upTo, PAGE);
  } catch (error) {
    if (isAppError(error)) throw error;
    return await firstReadable(db, after, upTo);
  }
}

// The prefix keeps its own functions out whatever a search_path names first.
const POSTGRES_LINE = sql.raw(
  `pg_catalog.concat(${CHAINED_MEMBERS.map(
    ([member, column], index) =>
      `'${index === 0 ? "{" : ","}"${member}":', coalesce(pg_catalog.to_json(${column})::pg_catalog.text, 'null')`,
  ).join(", ")}, '}')`,
) as RawBuilder<string>;

async function postgresPage(db: Db, after: number, upTo: number): Promise<ChainPage> {
  const rows = await db
    .selectFrom("audit_event")
    .select(["seq", "hash", "snapshot", POSTGRES_LINE.as("covered")])
    .where("seq", ">", after)
    .where("seq", "<=", upTo)
    .orderBy("seq")
    .limit(PAGE)
    .execute();
  const lines = rows.map(({ covered, hash, snapshot }) => ({
    ...placed(covered),
    encoding: "utf8" as const,
    hash,
    snapshot,
  }));
  return { lines, last: rows.at(-1)?.seq ?? null };
}

/** Length of the snapshot in bytes (nothing: none, x: it is no text), canonical text, hash. */
const SQLITE_LINE = `case typeof(snapshot)
   when 'text' then length(cast(snapshot as blob)) when 'null' then '' else 'x' end
  || json_object(${CHAINED_MEMBERS.map(([member, column]) => `'${member}', ${column}`).join(", ")})
  || hash || char(10)`;

type SqlitePage = { lines: Uint8Array | null; snapshots: Uint8Array | null; last: number | null };

/** One value for all lines and one for all snapshots, as bytes: text that is no UTF-8 would end the driver. */
async function sqlitePage(db: Db, after: number, upTo: number, count: number): Promise<ChainPage> {
  const query = sql<SqlitePage>`select
     cast(group_concat(line, '') as blob) as lines, cast(group_concat(snapshot, '') as blob) as snapshots,
     max(seq) as last
   from (select seq, snapshot, ${sql.raw(SQLITE_LINE)} as line from audit_event not indexed
     where seq > ${after} and seq <= ${upTo} order by seq limit ${sql.lit(count)})`;
  const page = (await query.execute(db)).rows[0];
  if (!page || page.last === null) return { lines: [], last: null };
  return { lines: apart(bytesOf(page.lines), bytesOf(page.snapshots)), last: page.last };
}

function apart(text: Buffer, snapshots: Buffer): ChainLine[] {
  const HASH = 64;
  let start = 0;
  return text
    .toString("latin1", 0, text.length - 1)
    .split("\n")
    .map((line) => {
      const open = line.indexOf("{");
      const covered = line.slice(open, -HASH);
      const hash = line.slice(-HASH);
      const length = line.slice(0, open);
      const place = { ...placed(covered), encoding: "latin1" as const, hash };
      if (length === "") return { ...place, snapshot: null };
      const end = start + Number(length);
      // Of a snapshot that is no text nothing is compared: it has no hash.
      const snapshot = Number.isNaN(end) ? NO_TEXT : snapshots.subarray(start, end);
      if (!Number.isNaN(end)) start = end;
      return { ...place, snapshot };
    });
}

function placed(covered: string): Pick<ChainLine, "covered" | "seq" | "prevHash"> {
  return { covered, seq: tokenOf(covered, "seq"), prevHash: tokenOf(covered, "prevHash") };
}

const NO_TEXT = Buffer.from("no text");

function bytesOf(value: Uint8Array | null): Buffer {
  return value === null ? Buffer.alloc(0) : Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}

/** The page up to the event that SQLite cannot write as text. Throws UnreadableEvent when it is the first one. */
async function firstReadable(db: Db, after: number, upTo: number): Promise<ChainPage> {
  const lines: ChainLine[] = [];
  let last: number | null = null;
  for (let from = after; ; ) {
    const seq = await nextSeq(db, from);
    if (seq === null || seq > upTo || lines.length === PAGE) return { lines, last };
    try {
      lines.push(...(await sqlitePage(db, from, seq, 1)).lines);
    } catch (error) {
      if (isAppError(error)) throw error;
      if (last === null) throw new UnreadableEvent(seq);
      return { lines, last };
    }
    last = seq;
    from = seq;
  }
}

async function nextSeq(db: Db, after: number): Promise<number | null> {
  const row = await db
    .selectFrom("audit_event")
    .select((eb) => eb.fn.min("seq").as("seq"))
    .where("seq", ">", after)
    .executeTakeFirst();
  return row?.seq ?? null;
}
