import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import Libsql from "libsql";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isAppError } from "@/lib/domain/app-error";
import { type DatabaseHandle, type DatabaseTuning, openDatabase } from "../open";
import { manualTimers } from "../testing/manual-timers";

let dataDir: string;
let handle: DatabaseHandle;

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "imagekeeper-driver-"));
});
afterEach(async () => {
  await handle.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function open(tuning: DatabaseTuning = {}) {
  handle = await openDatabase({ kind: "sqlite", dataDir }, { deadlineMs: 60_000, ...tuning });
  return handle.db;
}

const file = () => path.join(dataDir, "imagekeeper.db");
const put = (name: string, value = "") => ({ name, value });
const isUnavailable = (error: unknown) => isAppError(error, "database-unavailable");

/** Another program that holds SQLite's write lock until told. */
function outsideWriter(): { release: () => void } {
  const other = new Libsql(file(), { timeout: 0 });
  other.exec("begin exclusive");
  return {
    release: () => {
      other.exec("rollback");
      other.close();
    },
  };
}

describe("the deadline", () => {
  it("ends a call whose thread is blocked by another program, and later calls work", async () => {
    const { timers, fire } = manualTimers();
    const db = await open({ timers });
    const outside = outsideWriter();
    const blocked = db
      .transaction()
      .execute((trx) => trx.insertInto("setting").values(put("never")).execute())
      .then(() => "committed", isUnavailable);
    // By the time a read has gone there and back, the write has reached its own thread.
    await db.selectFrom("setting").selectAll().execute();
    fire();
    expect(await blocked).toBe(true);

    outside.release();
    await db.insertInto("setting").values(put("later")).execute();
    expect(await db.selectFrom("setting").select("name").execute()).toEqual([{ name: "later" }]);
  });

  it("counts while a call waits in the queue behind another one", async () => {
    const { timers, fire } = manualTimers();
    const db = await open({ timers });
    let reachedEnd = false;
    const slow = db
      .transaction()
      .execute(async (trx) => {
        await trx.insertInto("setting").values(put("slow")).execute();
        const waiting = db.insertInto("setting").values(put("waiting")).execute();
        const refused = waiting.then(() => false, isUnavailable);
        await Promise.resolve();
        await db.selectFrom("setting").selectAll().execute();
        fire();
        expect(await refused).toBe(true);
        reachedEnd = true;
      })
      .then(() => "committed", isUnavailable);
    expect(await slow).toBe(true);
    expect(reachedEnd).toBe(true);
    expect(await db.selectFrom("setting").selectAll().execute()).toEqual([]);
  });

  it("takes a transaction back as a whole, also one that runs no statement just then", async () => {
    const { timers, fire } = manualTimers();
    const db = await open({ timers });
    const idle = db.transaction().execute(async (trx) => {
      await trx.insertInto("setting").values(put("lost")).execute();
      fire();
      const next = trx.insertInto("setting").values(put("late")).execute();
      expect(await next.then(() => false, isUnavailable)).toBe(true);
    });
    expect(await idle.then(() => "committed", isUnavailable)).toBe(true);
    await db.insertInto("setting").values(put("next")).execute();
    expect(await db.selectFrom("setting").select("name").execute()).toEqual([{ name: "next" }]);
  });

  it("leaves no timer behind when calls end in time", async () => {
    const { timers, pending } = manualTimers();
    const db = await open({ timers });
    await db.transaction().execute((trx) => trx.insertInto("setting").values(put("a")).execute());
    await db.selectFrom("setting").selectAll().execute();
    await db
      .insertInto("setting")
      .values(put("a"))
      .execute()
      .catch(() => undefined);
    expect(pending()).toBe(0);
  });
});

describe("closing", () => {
  it("ends even while a call hangs, and refuses what runs and what waits", async () => {
    const { timers, fire } = manualTimers();
    const db = await open({ timers });
    const outside = outsideWriter();
    const hanging = db.insertInto("setting").values(put("a")).execute();
    const waiting = db.insertInto("setting").values(put("b")).execute();
    const refused = Promise.all([hanging, waiting].map((call) => call.then(() => false, isUnavailable)));
    await db.selectFrom("setting").selectAll().execute();
    const closed = handle.close();
    expect(await refused).toEqual([true, true]);
    // The reader closes by itself; the patience with the writer's thread is over when the test says so.
    let ended = false;
    void closed.then(() => {
      ended = true;
    });
    while (!ended) {
      fire();
      await new Promise((resolve) => setImmediate(resolve));
    }
    outside.release();
  });
});

describe("one writer, one reader", () => {
  it("a read does not wait for a transaction that writes, and sees nothing of it", async () => {
    const db = await open();
    await db.transaction().execute(async (trx) => {
      await trx.insertInto("setting").values(put("uncommitted")).execute();
      expect(await db.selectFrom("setting").selectAll().execute()).toEqual([]);
    });
    expect(await db.selectFrom("setting").selectAll().execute()).toHaveLength(1);
  });

  it("a read-only transaction sees one state from begin to end", async () => {
    const db = await open();
    await db
      .transaction()
      .setAccessMode("read only")
      .execute(async (trx) => {
        const before = await trx.selectFrom("setting").selectAll().execute();
        await db.insertInto("setting").values(put("meanwhile")).execute();
        expect(await trx.selectFrom("setting").selectAll().execute()).toEqual(before);
        await expect(trx.insertInto("setting").values(put("no")).execute()).rejects.toSatisfy(isUnavailable);
      })
      .catch(() => undefined);
    expect(await db.selectFrom("setting").select("name").execute()).toEqual([{ name: "meanwhile" }]);
  });

  it("writers are served in the order they came", async () => {
    const db = await open();
    await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        db.transaction().execute((trx) =>
          trx
            .insertInto("setting")
            .columns(["name", "value"])
            .expression((eb) =>
              eb
                .selectFrom("setting")
                .select((inner) => [
                  sql<string>`${String(index)}`.as("name"),
                  sql<string>`cast(${inner.fn.countAll()} as text)`.as("value"),
                ]),
            )
            .execute(),
        ),
      ),
    );
    const rows = await db.selectFrom("setting").selectAll().execute();
    expect(rows.every((row) => row.name === row.value)).toBe(true);
  });
});

describe("a database that cannot", () => {
  it("a full disk refuses the transaction as unavailable, keeps nothing of it, and heals without a restart", async () => {
    const db = await open({ setUp: ["pragma max_page_count = 300"] });
    await db
      .insertInto("setting")
      .values(put("ballast", "x".repeat(400_000)))
      .execute();
    const tooMuch = db.transaction().execute(async (trx) => {
      await trx.insertInto("setting").values(put("small")).execute();
      await trx
        .insertInto("setting")
        .values(put("big", "x".repeat(1_200_000)))
        .execute();
    });
    await expect(tooMuch).rejects.toSatisfy(isUnavailable);
    expect(await db.selectFrom("setting").select("name").execute()).toEqual([{ name: "ballast" }]);

    await db.deleteFrom("setting").execute();
    await db
      .insertInto("setting")
      .values(put("big", "x".repeat(400_000)))
      .execute();
    expect(await db.selectFrom("setting").select("name").execute()).toEqual([{ name: "big" }]);
  });

  it("says busy as unavailable when another program keeps the lock", async () => {
    const db = await open({ deadlineMs: 200 });
    const outside = outsideWriter();
    await expect(db.insertInto("setting").values(put("a")).execute()).rejects.toSatisfy(isUnavailable);
    outside.release();
  });
});

describe("values", () => {
  it("flags and dates become numbers and text; what no column can hold is refused before it reaches SQLite", async () => {
    const db = await open();
    const bound = await sql<
      Record<string, unknown>
    >`select ${true} as t, ${new Date(0)} as d, ${10n} as n, ${null} as z`.execute(db);
    expect(bound.rows).toEqual([{ t: 1, d: "1970-01-01T00:00:00.000Z", n: 10, z: null }]);
    for (const value of [undefined, Number.NaN, {}, 2n ** 60n]) {
      await expect(sql`select ${value} as x`.execute(db)).rejects.toThrow(TypeError);
    }
  });
});
