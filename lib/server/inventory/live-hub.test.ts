import { expect, it } from "vitest";
import { eachDatabase, type TestDatabase } from "@/lib/server/db/testing/databases";
import { appendChange, appendChanges, CHANGES_KEPT } from "./append-change";
import { type Every, openLive } from "./live-hub";
import type { LiveEvent } from "./live-subscriber";
import { withChanges } from "./with-changes";

eachDatabase("live changes", (open) => {
  function hand() {
    let look = () => {};
    let running = 0;
    const every: Every = (_ms, run) => {
      look = run;
      running += 1;
      return () => {
        running -= 1;
      };
    };
    return { every, look: () => look(), running: () => running };
  }
  const gone = (id: number) => ({
    kind: "template-gone" as const,
    regionId: "cn-hangzhou",
    templateId: `ip-${id}`,
  });
  const change = ({ db, testClock, notices }: TestDatabase, id: number, publish = true) =>
    withChanges({ db, publish: () => (publish ? void notices.publish() : undefined) }, (trx) =>
      appendChange(trx, testClock, gone(id)),
    );
  async function take(events: AsyncGenerator<LiveEvent>, count: number): Promise<LiveEvent[]> {
    const taken: LiveEvent[] = [];
    while (taken.length < count) {
      const next = await events.next();
      if (next.done === true) break;
      taken.push(next.value);
    }
    return taken;
  }
  const seqs = (events: LiveEvent[]) => events.map((event) => event.seq);

  it("go on from a number, what was before and what comes after, in order, each once", async () => {
    const database = await open();
    for (const id of [1, 2, 3]) await change(database, id);
    const end = new AbortController();
    const events = openLive(database, 1, end.signal, hand().every);
    const before = await take(events, 2);
    const after = take(events, 30);
    await Promise.all(Array.from({ length: 30 }, (_, index) => change(database, index)));
    expect(seqs([...before, ...(await after)])).toEqual(Array.from({ length: 32 }, (_, index) => index + 2));
    expect(before[0]).toMatchObject({
      kind: "change",
      text: JSON.stringify({ seq: 2, ...gone(2) }),
    });
    end.abort();
    expect((await events.next()).done).toBe(true);
  });

  it("come also when no notice arrives, by looking now and then while somebody listens", async () => {
    const database = await open();
    const timer = hand();
    const end = new AbortController();
    const events = openLive(database, 0, end.signal, timer.every);
    const first = take(events, 1);
    await expect.poll(timer.running).toBe(1);
    await change(database, 1, false);
    let arrived = false;
    void first.then(() => {
      arrived = true;
    });
    const lookAgain = () => {
      timer.look();
      return arrived;
    };
    await expect.poll(lookAgain, { timeout: 10_000 }).toBe(true);
    expect(seqs(await first)).toEqual([1]);
    end.abort();
    await events.return(undefined);
    await expect.poll(timer.running).toBe(0);
  });

  it("say resync to one who was away for too long or comes from another database, and go on from now", async () => {
    const database = await open();
    await change(database, 1);
    await database.db
      .updateTable("counter")
      .set({ value: CHANGES_KEPT + 999 })
      .execute();
    await change(database, 2);
    const newest = CHANGES_KEPT + 1000;
    expect(await database.db.selectFrom("change").select("seq").execute()).toEqual([{ seq: newest }]);
    for (const since of [0, 1, newest + 5]) {
      const end = new AbortController();
      const events = openLive(database, since, end.signal, hand().every);
      expect(await take(events, 1)).toEqual([{ kind: "resync", seq: newest }]);
      const next = take(events, 1);
      await change(database, 3);
      expect((await next)[0]?.kind).toBe("change");
      end.abort();
      await events.return(undefined);
      await database.db.deleteFrom("change").where("seq", ">", newest).execute();
      await database.db.updateTable("counter").set({ value: newest }).execute();
    }
  });

  it("are bounded for a slow client: it hears resync, then nothing more", async () => {
    const database = await open();
    await change(database, 0);
    const end = new AbortController();
    const slow = openLive(database, 0, end.signal, hand().every);
    await take(slow, 1);
    const fast = openLive(database, 1, end.signal, hand().every);
    const all = take(fast, 1_500);
    const many = Array.from({ length: 1_500 }, (_, id) => gone(id));
    await withChanges({ db: database.db, publish: () => void database.notices.publish() }, (trx) =>
      appendChanges(trx, database.testClock, many),
    );
    expect(await all).toHaveLength(1_500);
    const heard = await take(slow, 2_000);
    expect(heard).toEqual([{ kind: "resync", seq: 1_501 }]);
    end.abort();
  });
});
