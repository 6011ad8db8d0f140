import { expect, it } from "vitest";
import { eachDatabase } from "@/lib/server/db/testing/databases";
import { batchWrites } from "./batch-writes";
import type { Write } from "./fenced-write";

eachDatabase("writes that wait together", (open) => {
  it("share few transactions, and one that fails takes no other with it", async () => {
    const { db } = await open();
    let transactions = 0;
    const one: Write = (work) => {
      transactions += 1;
      return db.transaction().execute(work);
    };
    const write = batchWrites(one);
    const insert = (name: string) =>
      write((trx) => trx.insertInto("setting").values({ name, value: "v" }).execute());
    await Promise.all(Array.from({ length: 20 }, (_, index) => insert(`a${index}`)));
    expect(transactions).toBeLessThanOrEqual(2);
    const results = await Promise.allSettled([insert("b"), insert("a0"), insert("c")]);
    expect(results.map((result) => result.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    const rows = await db.selectFrom("setting").select("name").execute();
    expect(rows).toHaveLength(22);
  });
});
