import "server-only";
import type { Db, DbClock, Trx } from "../../context";

const START = "2026-01-31T08:00:00.000Z";
const NAME = "test-clock";

/** The database's clock in a test's hands, for one process. */
export class TestClock implements DbClock {
  #now = Date.parse(START);

  async now(): Promise<string> {
    return new Date(this.#now).toISOString();
  }

  set(iso: string): void {
    this.#now = Date.parse(iso);
  }

  advance(seconds: number): void {
    this.#now += seconds * 1000;
  }
}

export type TableClock = DbClock & {
  set(iso: string): Promise<void>;
  advance(seconds: number): Promise<void>;
};

/** A clock that several processes share: its time is a row of `setting`. */
function tableClock(db: Db): TableClock {
  const read = async (executor: Db | Trx) => {
    const row = await executor
      .selectFrom("setting")
      .select("value")
      .where("name", "=", NAME)
      .executeTakeFirst();
    return row?.value ?? START;
  };
  const set = async (iso: string) => {
    await db
      .insertInto("setting")
      .values({ name: NAME, value: iso })
      .onConflict((conflict) => conflict.column("name").doUpdateSet({ value: iso }))
      .execute();
  };
  return {
    now: read,
    set,
    advance: async (seconds) => set(new Date(Date.parse(await read(db)) + seconds * 1000).toISOString()),
  };
}
