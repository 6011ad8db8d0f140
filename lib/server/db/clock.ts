import "server-only";
import { type RawBuilder, sql } from "kysely";
import type { DbClock } from "../context";

const SQLITE_NOW = sql<{ now: string }>`select strftime('%Y-%m-%dT%H:%M:%fZ', 'now') as now`;
// clock_timestamp(): now() stands still inside a transaction.
const POSTGRES_NOW = sql<{
  now: string;
}>`select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as now`;

/** The database's clock, the same text on both: `2026-01-31T08:15:00.123Z`. */
export const databaseClocks: Record<"sqlite" | "postgres", DbClock> = {
  sqlite: clock(SQLITE_NOW),
  postgres: clock(POSTGRES_NOW),
};

function clock(query: RawBuilder<{ now: string }>): DbClock {
  return {
    async now(executor) {
      const row = (await query.execute(executor)).rows[0];
      if (row === undefined) throw new Error("the database did not tell the time");
      return row.now;
    },
  };
}
