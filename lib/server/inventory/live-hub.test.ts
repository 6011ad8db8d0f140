import { expect, it } from "vitest";
import { eachDatabase } from "@/lib/server/db/testing/databases";
import { CHANGES_KEPT } from "./append-change";
import { openLive } from "./live-hub";
import { gone, type Heard, handTimers, hear, write } from "./testing/live-world";

const seqs = (events: readonly Heard[]) => events.map((event) => event.seq);
const upTo = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

eachDatabase("live changes", (open) => {
  const client = (database: Parameters<typeof openLive>[0], since: number, hand = handTimers()) => {
    const end = new AbortController();
    const dropped = { times: 0 };
    const onDrop = () => {
      dropped.times += 1;
    };
    const feed = openLive(database, since, end.signal, onDrop, hand.timers);
    return { feed, end, dropped, hand };
  };

  it("go on from a number, what was before and what comes after, in order, each once", async () => {
    const database = await open();
    await write(database, [gone(1), gone(2), gone(3)]);
    const { feed, end } = client(database, 1);
    const before = await hear(feed, 2);
    const after = hear(feed, 30);
    await Promise.all(upTo(4, 33).map((id) => write(database, [gone(id)])));
    expect(seqs([...before, ...(await after)])).toEqual(upTo(2, 33));
    expect(before[0]?.kind).toBe("change");
    expect(before[0]?.data).toBe(JSON.stringify({ seq: 2, ...gone(2) }));
    end.abort();
    expect(await feed.next()).toBeNull();
  });

  it("come also when no notice arrives, by looking now and then while somebody listens", async () => {
    const database = await open();
    const { feed, end, hand } = client(database, 0);
    const first = hear(feed, 1);
    await expect.poll(hand.running).toBe(1);
    await write(database, [gone(1)], "lost");
    let arrived = false;
    void first.then(() => {
      arrived = true;
    });
    const lookAgain = () => {
      hand.look();
      return arrived;
    };
    await expect.poll(lookAgain, { timeout: 10_000 }).toBe(true);
    expect(seqs(await first)).toEqual([1]);
    end.abort();
    await expect.poll(hand.running).toBe(0);
  });

  it("of one row within a tick are one, the newest; none of another row is lost", async () => {
    const database = await open();
    await write(database, [gone(1)]);
    const { feed, end, hand } = client(database, 0);
    // Who has caught up hears the next change from the look that a tick follows.
    expect(seqs(await hear(feed, 1))).toEqual([1]);
    hand.holdTick();
    const second = hear(feed, 1);
    await write(database, [gone(2)]);
    expect(seqs(await second)).toEqual([2]);
    for (const id of [7, 8, 7, 7]) await write(database, [gone(id)]);
    const next = hear(feed, 2);
    hand.endTick();
    hand.look();
    const heard = await next;
    expect(seqs(heard)).toEqual([4, 6]);
    expect(heard.map(({ data }) => (JSON.parse(data) as { templateId: string }).templateId)).toEqual([
      "ip-8",
      "ip-7",
    ]);
    end.abort();
  });

  it("are read from the database once for all clients, those too whose line broke a moment ago", async () => {
    const database = await open();
    let reads = 0;
    const counted = {
      notices: database.notices,
      db: new Proxy(database.db, {
        get(target, name) {
          if (name === "selectFrom") reads += 1;
          const member: unknown = Reflect.get(target, name, target);
          return typeof member === "function" ? member.bind(target) : member;
        },
      }),
    };
    await write(database, [gone(1), gone(2), gone(3)]);
    const hand = handTimers();
    const one = client(counted, 3, hand);
    void one.feed.next();
    await expect.poll(hand.running).toBe(1);
    await database.db.selectFrom("counter").selectAll().execute();
    const many = Array.from({ length: 50 }, () => client(counted, 1, hand));
    const missed = await Promise.all(many.map(({ feed }) => hear(feed, 2)));
    const before = reads;
    const told = many.map(({ feed }) => hear(feed, 1));
    await write(database, [gone(4)]);
    expect((await Promise.all(told)).map(seqs)).toEqual(many.map(() => [4]));
    expect(missed.map(seqs)).toEqual(many.map(() => [2, 3]));
    expect(before).toBeLessThanOrEqual(3);
    expect(reads - before).toBeLessThanOrEqual(2);
    for (const { end } of [one, ...many]) end.abort();
  });

  it("that a page was rendered with before our last look are not told to it again, and nothing after is lost", async () => {
    const database = await open();
    const hand = handTimers();
    const first = client(database, 0, hand);
    const seen = hear(first.feed, 3);
    await expect.poll(hand.running).toBe(1);
    await write(database, [gone(1), gone(2)], "lost");
    const ahead = client(database, 2, hand);
    const next = hear(ahead.feed, 1);
    await write(database, [gone(3)]);
    expect(seqs(await next)).toEqual([3]);
    expect(seqs(await seen)).toEqual([1, 2, 3]);
    for (const { end } of [first, ahead]) end.abort();
  });

  it("say resync to one who was away for too long or comes from another database, and go on from now", async () => {
    const database = await open();
    await write(database, [gone(1)]);
    await database.db
      .updateTable("counter")
      .set({ value: CHANGES_KEPT + 999 })
      .execute();
    await write(database, [gone(2)]);
    const newest = CHANGES_KEPT + 1000;
    expect(await database.db.selectFrom("change").select("seq").execute()).toEqual([{ seq: newest }]);
    for (const since of [0, 1, newest + 5]) {
      const { feed, end } = client(database, since);
      expect(await hear(feed, 1)).toEqual([
        { kind: "resync", seq: newest, data: JSON.stringify({ seq: newest }) },
      ]);
      const next = hear(feed, 1);
      await write(database, [gone(3)]);
      expect((await next)[0]?.kind).toBe("change");
      end.abort();
      await database.db.deleteFrom("change").where("seq", ">", newest).execute();
      await database.db.updateTable("counter").set({ value: newest }).execute();
    }
  });

  it("say resync to one who would have to read thousands of changes, and replay a thousand of them", async () => {
    const database = await open();
    for (let part = 0; part < 13; part += 1) {
      await write(
        database,
        upTo(1, 500).map((id) => gone(part * 500 + id)),
      );
    }
    const far = client(database, 1_499);
    expect(await hear(far.feed, 1)).toMatchObject([{ kind: "resync", seq: 6_500 }]);
    const near = client(database, 1_500);
    expect(seqs(await hear(near.feed, 5_000))).toEqual(upTo(1_501, 6_500));
    for (const { end } of [far, near]) end.abort();
  });

  it("do not wait without a bound for a client that does not read: it is dropped, the others hear all", async () => {
    const database = await open();
    await write(database, [gone(0)]);
    const slow = client(database, 0);
    expect(seqs(await hear(slow.feed, 1))).toEqual([1]);
    const fast = client(database, 1);
    const all = hear(fast.feed, 4_000);
    await write(
      database,
      upTo(1, 4_000).map((id) => gone(id)),
    );
    expect(await all).toHaveLength(4_000);
    expect(slow.dropped.times).toBe(1);
    expect(await slow.feed.next()).toBeNull();
    expect(fast.dropped.times).toBe(0);
    const again = client(database, 1);
    expect(seqs(await hear(again.feed, 4_000))).toEqual(upTo(2, 4_001));
    for (const { end } of [fast, again]) end.abort();
  });
});
