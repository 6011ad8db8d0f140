import { expect, it } from "vitest";
import { eachDatabase } from "@/lib/server/db/testing/databases";
import type { Lease } from "@/lib/server/ecs/rate-window";
import { databaseLedger } from "./rate-ledger";

const key = { regionId: "cn-hangzhou", action: "DescribeImagePipelineExecutions", window: 29_000_000 };
const limits = { limit: 300, perMinute: 300, extra: 60 };
const lease = (changes: Partial<Lease> = {}): Lease => ({
  ...key,
  share: "collector",
  want: 30,
  limits,
  ...changes,
});
const use = { ...key, collector: 0, user: 0, throttled: 0, others: 0 };

eachDatabase("the ledger of the budget", (open) => {
  it("gives processes that ask at the same time no more than the budget together, and users what is on top", async () => {
    const { db } = await open();
    const ledgers = [databaseLedger(db), databaseLedger(db)];
    const asked = Array.from({ length: 24 }, (_, index) => ledgers[index % 2]?.lease(lease()));
    const granted = (await Promise.all(asked)).map((answer) => answer?.granted ?? 0);
    expect(granted.reduce((sum, each) => sum + each, 0)).toBe(300);
    expect((await databaseLedger(db).lease(lease({ share: "user", want: 100 }))).granted).toBe(60);
    const next = await databaseLedger(db).lease(lease({ window: key.window + 1 }));
    expect(next).toEqual({ granted: 30, places: { collector: 30, user: 0, closed: false } });
  });

  it("closes a throttled minute to the collector of every process, not to users", async () => {
    const { db } = await open();
    await databaseLedger(db).note([{ ...use, collector: 12, throttled: 1, others: 1 }]);
    const other = databaseLedger(db);
    expect((await other.lease(lease())).granted).toBe(0);
    expect((await other.lease(lease({ share: "user", want: 1 }))).granted).toBe(1);
  });

  it("recalls the newest limit for half an hour", async () => {
    const { db } = await open();
    const ledger = databaseLedger(db);
    expect(await ledger.recall(key)).toBeNull();
    await ledger.lease(lease({ limits: { ...limits, limit: 150 } }));
    expect(await ledger.recall({ ...key, window: key.window + 30 })).toBe(150);
    expect(await ledger.recall({ ...key, window: key.window + 31 })).toBeNull();
  });

  it("adds up what was sent, and forgets it after an hour and a half", async () => {
    const { db } = await open();
    const ledger = databaseLedger(db);
    await ledger.note([{ ...use, collector: 3, user: 1 }]);
    await ledger.note([{ ...use, collector: 2 }]);
    const rows = () =>
      db.selectFrom("rate_window").select(["minute", "sent_collector", "sent_user"]).execute();
    expect(await rows()).toEqual([{ minute: key.window, sent_collector: 5, sent_user: 1 }]);
    await ledger.note([{ ...use, window: key.window + 91, collector: 1 }]);
    expect((await rows()).map((row) => row.minute)).toEqual([key.window + 91]);
  });
});
