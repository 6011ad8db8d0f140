import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { sql } from "kysely";
import { expect, it } from "vitest";
import { migrationsFor } from "./migrations/list";
import { openDatabase } from "./open";
import { eachDatabase } from "./testing/databases";

eachDatabase("opening the database", (open, kind) => {
  it("has every migration, in order, and opening it again changes nothing", async () => {
    const first = await open();
    const names = () =>
      sql<{
        name: string;
        timestamp: string;
      }>`select name, timestamp from kysely_migration order by timestamp, name`
        .execute(first.db)
        .then((result) => result.rows);
    const before = await names();
    expect(before.map((row) => row.name)).toEqual(Object.keys(migrationsFor(kind)));
    expect(before[0]?.name).toBe("0001-base");
    await first.db.insertInto("setting").values({ name: "kept", value: "yes" }).execute();

    if (kind === "sqlite") await first.close();
    const second = await openDatabase(first.options);
    const again = await sql<{
      name: string;
      timestamp: string;
    }>`select name, timestamp from kysely_migration order by timestamp, name`.execute(second.db);
    const kept = await second.db.selectFrom("setting").selectAll().execute();
    await second.close();
    expect(again.rows).toEqual(before);
    expect(kept).toEqual([{ name: "kept", value: "yes" }]);
  });

  it("refuses a database that a newer version has migrated", async () => {
    const { db, options, close } = await open();
    await sql`insert into kysely_migration (name, timestamp) values ('9999-future', '2099-01-01T00:00:00.000Z')`.execute(
      db,
    );
    await close();
    await expect(openDatabase(options)).rejects.toThrow("9999-future");
  });

  it("tells the time as ISO 8601 UTC with milliseconds, and it moves on inside a transaction", async () => {
    const { db, clock } = await open();
    const read = await db.transaction().execute(async (trx) => {
      const first = await clock.now(trx);
      let second = first;
      while (second === first) second = await clock.now(trx);
      return [first, second];
    });
    for (const now of [...read, await clock.now(db)]) {
      expect(now).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      expect(new Date(now).toISOString()).toBe(now);
    }
    expect([...read].sort()).toEqual(read);
  });

  it("gives counts, sums and big numbers back as numbers", async () => {
    const { db } = await open();
    await db
      .insertInto("counter")
      .values([
        { name: "a", value: 2 ** 53 - 2 },
        { name: "b", value: 1 },
      ])
      .execute();
    const row = await db
      .selectFrom("counter")
      .select((eb) => [eb.fn.countAll<number>().as("n"), eb.fn.sum<number>("value").as("total")])
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ n: 2, total: 2 ** 53 - 1 });
  });

  it("sorts text by its bytes", async () => {
    const { db } = await open();
    const names = ["ä", "b", "B", "a", "_", "Z"];
    await db
      .insertInto("setting")
      .values(names.map((name) => ({ name, value: "" })))
      .execute();
    const rows = await db.selectFrom("setting").select("name").orderBy("name").execute();
    expect(rows.map((row) => row.name)).toEqual(["B", "Z", "_", "a", "b", "ä"]);
  });

  it("a read sees what was committed before it", async () => {
    const { db } = await open();
    for (let round = 0; round < 20; round++) {
      await db.transaction().execute(async (trx) => {
        await trx
          .insertInto("setting")
          .values({ name: `n${round}`, value: "" })
          .execute();
      });
      const { n } = await db
        .selectFrom("setting")
        .select((eb) => eb.fn.countAll<number>().as("n"))
        .executeTakeFirstOrThrow();
      expect(n).toBe(round + 1);
    }
  });

  it("a transaction that throws leaves nothing behind", async () => {
    const { db } = await open();
    const failing = db.transaction().execute(async (trx) => {
      await trx.insertInto("setting").values({ name: "gone", value: "" }).execute();
      throw new Error("changed my mind");
    });
    await expect(failing).rejects.toThrow("changed my mind");
    expect(await db.selectFrom("setting").selectAll().execute()).toEqual([]);
  });

  it("a transaction that went on after a failed statement is not reported as committed", async () => {
    const { db } = await open();
    const careless = db.transaction().execute(async (trx) => {
      await trx.insertInto("setting").values({ name: "x", value: "" }).execute();
      await trx
        .insertInto("setting")
        .values({ name: "x", value: "" })
        .execute()
        .catch(() => undefined);
    });
    await expect(careless).rejects.toThrow();
    expect(await db.selectFrom("setting").selectAll().execute()).toEqual([]);
  });

  it("answers a ping, and after closing refuses instead of hanging", async () => {
    const { ping, close, db } = await open();
    await ping();
    await close();
    await expect(db.selectFrom("setting").selectAll().execute()).rejects.toThrow();
  });

  if (kind === "sqlite") {
    it("keeps its files to their owner", async () => {
      const { db, options } = await open();
      await db.insertInto("setting").values({ name: "x", value: "" }).execute();
      if (options.kind !== "sqlite") throw new Error("not embedded");
      const files = await readdir(options.dataDir);
      expect(files.sort()).toEqual(
        expect.arrayContaining([
          "imagekeeper.db",
          "imagekeeper.db-shm",
          "imagekeeper.db-wal",
          "imagekeeper.lock",
        ]),
      );
      for (const file of files) {
        const { mode } = await stat(path.join(options.dataDir, file));
        expect(mode & 0o777, file).toBe(0o600);
      }
    });

    it("commits durably: write-ahead log, synchronous=FULL, foreign keys", async () => {
      const { db } = await open();
      const settings = await db
        .transaction()
        .execute(async (trx) => [
          (await sql`pragma journal_mode`.execute(trx)).rows[0],
          (await sql`pragma synchronous`.execute(trx)).rows[0],
          (await sql`pragma foreign_keys`.execute(trx)).rows[0],
        ]);
      expect(settings).toEqual([{ journal_mode: "wal" }, { synchronous: 2 }, { foreign_keys: 1 }]);
    });
  }
});
