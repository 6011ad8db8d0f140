import { expect, it } from "vitest";
import { eachDatabase } from "@/lib/server/db/testing/databases";
import { fencedWrite, LeaseLost } from "./fenced-write";
import { isCollecting } from "./is-collecting";
import { releaseLease, renewLease, takeLease } from "./lease";

eachDatabase("the lease", (open) => {
  const terms = (holder: string) => ({ name: "collector", holder, ttlMs: 10_000 });

  it("goes to one of many who ask at the same time", async () => {
    const { db, testClock } = await open();
    const names = ["a", "b", "c", "d"];
    const leases = await Promise.all(names.map((name) => takeLease(db, testClock, terms(name))));
    expect(leases.filter((lease) => lease !== null)).toHaveLength(1);
    expect(await isCollecting(db, testClock)).toBe(true);
  });

  it("is another's only when its time is over, given back, or asked for by the same holder again", async () => {
    const { db, testClock } = await open();
    const first = await takeLease(db, testClock, terms("a"));
    if (first === null) throw new Error("not taken");
    testClock.advance(9);
    expect(await takeLease(db, testClock, terms("b"))).toBeNull();
    expect(await renewLease(db, testClock, first, 10_000)).toBe(true);
    testClock.advance(9);
    expect(await takeLease(db, testClock, terms("b"))).toBeNull();
    expect(await takeLease(db, testClock, terms("a"))).toMatchObject({ token: 2 });
    testClock.advance(10);
    expect(await isCollecting(db, testClock)).toBe(false);
    const next = await takeLease(db, testClock, terms("b"));
    if (next === null) throw new Error("not taken");
    await releaseLease(db, testClock, next);
    expect(await takeLease(db, testClock, terms("c"))).toMatchObject({ token: 4 });
  });

  it("a holder that was overtaken renews nothing, releases nothing and writes nothing", async () => {
    const { db, testClock, notices } = await open();
    const old = await takeLease(db, testClock, terms("a"));
    if (old === null) throw new Error("not taken");
    testClock.advance(10);
    await takeLease(db, testClock, terms("b"));
    expect(await renewLease(db, testClock, old, 10_000)).toBe(false);
    await releaseLease(db, testClock, old);
    expect(await isCollecting(db, testClock)).toBe(true);
    let published = 0;
    const off = notices.subscribe(() => {
      published += 1;
    });
    const write = fencedWrite({ db, publish: () => void notices.publish() }, old);
    await expect(
      write((trx) => trx.insertInto("setting").values({ name: "x", value: "y" }).execute()),
    ).rejects.toThrow(LeaseLost);
    off();
    expect(await db.selectFrom("setting").selectAll().execute()).toEqual([]);
    expect(published).toBe(0);
  });
});
