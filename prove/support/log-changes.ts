import { sql } from "kysely";
import { isPostgres } from "../../lib/server/audit/chain-pages";
import type { Trx } from "../../lib/server/context";
import type { Change } from "./tampered-database";

export type Pick = {
  /** A whole number in [from, to]. */
  readonly whole: (from: number, to: number) => number;
  readonly one: <T>(list: readonly T[]) => T;
};

const TEXT = {
  audit_event: [
    ...["at", "actor", "action", "phase", "outcome", "region_id", "template_id", "template_name", "build_id"],
    ...[
      "build_status",
      "reason",
      "ecs_code",
      "request_id",
      "account",
      "endpoint",
      "snapshot",
      "snapshot_hash",
    ],
    ...["prev_hash", "hash"],
  ],
  audit_checkpoint: ["hash", "at", "public_key", "signature"],
  audit_cut: ["hash", "at", "public_key", "signature"],
} as const;
const NUMBERS = {
  audit_event: ["intent_seq", "http_status"],
  audit_checkpoint: [],
  audit_cut: ["count", "event_seq"],
} as const;
type Table = keyof typeof TEXT;

/** A byte of a text column, in any row: one bit or more of it is another; a null becomes a text. */
export function changedByte(pick: Pick, table: Table): Change {
  const column = pick.one(TEXT[table]);
  return {
    kind: `a byte of ${table}.${column}`,
    make: async (trx) => {
      const { seq, bytes } = await cell(trx, pick, table, column);
      if (bytes === null) return await update(trx, table, column, seq, "x");
      if (bytes.length === 0) return await update(trx, table, column, seq, "x");
      const at = pick.whole(0, bytes.length - 1);
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ pick.whole(1, isPostgres(trx) ? 7 : 255);
      return await update(trx, table, column, seq, isPostgres(trx) ? changed.toString("utf8") : changed);
    },
  };
}

/** A number becomes another, or stands where none was. */
export function changedNumber(pick: Pick, table: Table): Change {
  const column = pick.one(["seq", ...NUMBERS[table]] as const);
  return {
    kind: `${table}.${column}`,
    make: async (trx) => {
      const seq = await anySeq(trx, pick, table);
      const by = column === "seq" ? 1_000 + pick.whole(0, 9) : pick.whole(1, 9);
      const value = `coalesce(${column}, 0) ${pick.one(["+", "-"])} ${by}`;
      await sql.raw(`update ${table} set ${column} = ${value} where seq = ${seq}`).execute(trx);
      return true;
    },
  };
}

/** A text or number that was there is gone. */
export function emptied(pick: Pick): Change {
  const column = pick.one([
    "outcome",
    "intent_seq",
    "template_id",
    "reason",
    "http_status",
    "request_id",
    "snapshot",
  ]);
  return {
    kind: `audit_event.${column} to null`,
    make: async (trx) => {
      const rows = await sql<{
        seq: number;
      }>`select seq from audit_event where ${sql.ref(column)} is not null`.execute(trx);
      const { seq } = pick.one(rows.rows);
      await sql.raw(`update audit_event set ${column} = null where seq = ${seq}`).execute(trx);
      return true;
    },
  };
}

/** An event in the middle is gone. */
export function removed(pick: Pick): Change {
  return {
    kind: "an event removed",
    make: async (trx) => {
      const seq = await anySeq(trx, pick, "audit_event");
      await sql.raw(`delete from audit_event where seq = ${seq}`).execute(trx);
      return true;
    },
  };
}

/** A copy of an event, as a new one at the end, before the first one, or in the place of another. */
export function inserted(pick: Pick): Change {
  const where = pick.one(["at the end", "before the first", "over another"] as const);
  return {
    kind: `an event inserted ${where}`,
    make: async (trx) => {
      const source = await anySeq(trx, pick, "audit_event");
      const { first, last } = await extent(trx);
      let seq = where === "at the end" ? last + 1 : first - 1;
      if (where === "over another") {
        seq = pick.whole(first, last);
        if (seq === source) return false;
        await sql.raw(`delete from audit_event where seq = ${seq}`).execute(trx);
      }
      const columns = [...TEXT.audit_event, ...NUMBERS.audit_event].join(", ");
      await sql
        .raw(
          `insert into audit_event (seq, ${columns}) select ${seq}, ${columns} from audit_event where seq = ${source}`,
        )
        .execute(trx);
      return true;
    },
  };
}

/** Two events have changed places. */
export function swapped(pick: Pick): Change {
  return {
    kind: "two events swapped",
    make: async (trx) => {
      const one = await anySeq(trx, pick, "audit_event");
      const other = await anySeq(trx, pick, "audit_event");
      if (one === other) return false;
      for (const [from, to] of [
        [one, -1_000_000],
        [other, one],
        [-1_000_000, other],
      ]) {
        await sql.raw(`update audit_event set seq = ${to} where seq = ${from}`).execute(trx);
      }
      return true;
    },
  };
}

/** The newest events are gone, and the counter says so. */
export function cutOff(pick: Pick): Change {
  return {
    kind: "the tail cut off, the counter set back",
    make: async (trx) => {
      const { first, last } = await extent(trx);
      const kept = pick.whole(first, last - 1);
      await sql.raw(`delete from audit_event where seq > ${kept}`).execute(trx);
      await sql.raw(`update counter set value = ${kept} where name = 'audit_event'`).execute(trx);
      return true;
    },
  };
}

/** The counter says that more or fewer events were written. */
export function miscounted(pick: Pick): Change {
  return {
    kind: "the counter",
    make: async (trx) => {
      const by = pick.whole(1, 9);
      const value = `value ${pick.one(["+", "-"])} ${by}`;
      await sql.raw(`update counter set value = ${value} where name = 'audit_event'`).execute(trx);
      return true;
    },
  };
}

async function cell(
  trx: Trx,
  pick: Pick,
  table: Table,
  column: string,
): Promise<{ seq: number; bytes: Buffer | null }> {
  const seq = await anySeq(trx, pick, table);
  const hex = isPostgres(trx)
    ? `encode(convert_to(${column}, 'UTF8'), 'hex')`
    : `hex(cast(${column} as blob))`;
  const { rows } = await sql
    .raw<{ hex: string | null; none: number }>(
      `select ${hex} as hex, case when ${column} is null then 1 else 0 end as none from ${table} where seq = ${seq}`,
    )
    .execute(trx);
  const row = rows[0];
  return { seq, bytes: !row || row.none === 1 ? null : Buffer.from(row.hex ?? "", "hex") };
}

async function update(
  trx: Trx,
  table: Table,
  column: string,
  seq: number,
  to: string | Buffer,
): Promise<boolean> {
  const value = typeof to === "string" ? sql`${to}` : sql.raw(`cast(x'${to.toString("hex")}' as text)`);
  const text = typeof to === "string" ? to : to.toString("latin1");
  // PostgreSQL stores no NUL and nothing that is no UTF-8: it guards that itself.
  if (isPostgres(trx) && ["\u0000", "\ufffd"].some((character) => text.includes(character))) return false;
  await sql`update ${sql.raw(table)} set ${sql.ref(column)} = ${value} where seq = ${sql.lit(seq)}`.execute(
    trx,
  );
  return true;
}

async function anySeq(trx: Trx, pick: Pick, table: Table): Promise<number> {
  const { rows } = await sql.raw<{ seq: number }>(`select seq from ${table} order by seq`).execute(trx);
  return pick.one(rows).seq;
}

async function extent(trx: Trx): Promise<{ first: number; last: number }> {
  const { rows } = await sql<{
    first: number;
    last: number;
  }>`select min(seq) as first, max(seq) as last from audit_event`.execute(trx);
  return rows[0] ?? { first: 0, last: 0 };
}
