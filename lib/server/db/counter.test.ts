import { expect, it } from "vitest";
import { nextNumber } from "./counter";
import { openDatabase } from "./open";
import { eachDatabase } from "./testing/databases";

eachDatabase("numbers", (open, kind) => {
  it("begin at 1, come in blocks, and each name counts for itself", async () => {
    const { db } = await open();
    const taken = await db
      .transaction()
      .execute(async (trx) => [
        await nextNumber(trx, "a"),
        await nextNumber(trx, "a", 10),
        await nextNumber(trx, "a"),
        await nextNumber(trx, "b"),
      ]);
    expect(taken).toEqual([1, 2, 12, 1]);
  });

  it("have no gaps under 60 concurrent transactions of which some are rolled back", async () => {
    const { db } = await open();
    const taken = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        db
          .transaction()
          .execute(async (trx) => {
            const number = await nextNumber(trx, "change");
            if (index % 3 === 0) throw new Error("rolled back");
            return number;
          })
          .catch(() => null),
      ),
    );
    const kept = taken.filter((number) => number !== null).sort((a, b) => a - b);
    expect(kept).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  });

  it("are seen in order: who sees a number sees every smaller one", async () => {
    const { db, options } = await open();
    // On PostgreSQL the reader is another replica, with connections of its own.
    const reader = kind === "postgres" ? await openDatabase(options) : null;
    let writing = true;
    const write = Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        db.transaction().execute(async (trx) => {
          const seq = await nextNumber(trx, "change");
          await trx
            .insertInto("change")
            .values({ seq, at: "", kind: "t", region_id: null, template_id: null, payload: `${index}` })
            .execute();
        }),
      ),
    ).finally(() => {
      writing = false;
    });
    while (writing) {
      const rows = await (reader?.db ?? db).selectFrom("change").select("seq").orderBy("seq").execute();
      expect(rows.map((row) => row.seq)).toEqual(rows.map((_, index) => index + 1));
    }
    await write;
    await reader?.close();
  });
});
