import { Client } from "pg";
import { expect, it } from "vitest";
import { openDatabase } from "@/lib/server/db/open";
import { onPostgres } from "@/lib/server/db/testing/databases";
import { openLive } from "./live-hub";
import { gone, handTimers, hear, write } from "./testing/live-world";

// Nobody looks by the clock in these tests: what arrives, arrives by LISTEN.
onPostgres("changes of another replica", (open) => {
  async function twoReplicas() {
    const here = await open();
    if (here.options.kind !== "postgres") throw new Error("not PostgreSQL");
    const opened = await openDatabase(here.options);
    const there = { ...opened, testClock: here.testClock, options: here.options };
    const end = new AbortController();
    const hand = handTimers();
    const feed = openLive(there, 0, end.signal, undefined, hand.timers);
    const url = here.options.url;
    const close = async () => {
      end.abort();
      await opened.close();
    };
    return { here, there, feed, url, close };
  }
  async function listeners(admin: Client, kill: boolean): Promise<number> {
    const column = kill ? "pg_terminate_backend(pid)" : "pid";
    const found = await admin.query(
      `select ${column} from pg_stat_activity where query like 'listen %' and datname = current_database()`,
    );
    return found.rowCount ?? 0;
  }

  it("arrive without a look by the clock, in both directions of who is there first", async () => {
    const { here, there, feed, close } = await twoReplicas();
    const first = hear(feed, 1);
    await write(here, [gone(1)]);
    expect(await first).toMatchObject([{ seq: 1 }]);
    const next = hear(feed, 3);
    await write(here, [gone(2)]);
    await write(there, [gone(3)]);
    await write(here, [gone(4)]);
    expect((await next).map(({ seq }) => seq)).toEqual([2, 3, 4]);
    await close();
  });

  it("are not lost when the listening connection is killed again and again, and arrive once it has healed", async () => {
    const { here, feed, url, close } = await twoReplicas();
    const admin = new Client({ connectionString: url });
    await admin.connect();
    const seqs: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const heard = hear(feed, 2);
      await expect.poll(() => listeners(admin, false), { timeout: 20_000 }).toBeGreaterThan(0);
      await write(here, [gone(10 * round)]);
      await listeners(admin, true);
      await write(here, [gone(10 * round + 1)]);
      seqs.push(...(await heard).map(({ seq }) => seq));
    }
    expect(seqs).toEqual([1, 2, 3, 4, 5, 6]);
    await admin.end();
    await close();
  });
});
