import { Client } from "pg";
import { expect, it } from "vitest";
import { openDatabase } from "./open";
import { eachDatabase } from "./testing/databases";

/** Counts notices; `reach(n)` waits until n of them have come. */
function ear() {
  let heard = 0;
  let wake = () => {};
  return {
    listen: () => {
      heard++;
      wake();
    },
    heard: () => heard,
    reach: async (n: number) => {
      while (heard < n) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}

eachDatabase("notices", (open, kind) => {
  it("reach every listener, and none that has left", async () => {
    const { notices } = await open();
    const [first, second] = [ear(), ear()];
    notices.subscribe(first.listen);
    const leave = notices.subscribe(second.listen);
    if (kind === "postgres") await first.reach(1);
    const before = first.heard();
    await notices.publish();
    await first.reach(before + 1);
    leave();
    const left = second.heard();
    const now = first.heard();
    await notices.publish();
    await first.reach(now + 1);
    expect(second.heard()).toBe(left);
  });

  if (kind === "postgres") {
    it("reach other replicas, and again after the listening connection broke", async () => {
      const { notices, options } = await open();
      if (options.kind !== "postgres") throw new Error("not PostgreSQL");
      const replica = await openDatabase(options);
      const other = ear();
      replica.notices.subscribe(other.listen);
      await other.reach(1);
      await notices.publish();
      await other.reach(2);

      const admin = new Client({ connectionString: options.url });
      await admin.connect();
      await admin.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %' and datname = current_database()",
      );
      await admin.end();
      // Told once when it listens again, because a notice may have been missed.
      await other.reach(3);
      await notices.publish();
      await other.reach(4);
      await replica.close();
    });
  }
});
