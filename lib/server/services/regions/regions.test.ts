import { expect, it } from "vitest";
import type { Role } from "@/lib/domain/roles";
import type { Ctx } from "@/lib/server/context";
import { eachDatabase, type TestDatabase } from "@/lib/server/db/testing/databases";
import type { EcsGateway } from "@/lib/server/ecs/types";
import { databaseLedger } from "@/lib/server/inventory/rate-ledger";
import { recordListingFailure } from "@/lib/server/inventory/record-failure";
import { readRegionList } from "./list";
import { setRegionEnabled } from "./switch";

const regionId = "cn-hangzhou";

function as(role: Role, { db, testClock }: TestDatabase): Ctx {
  return {
    actor: { kind: "member", name: `${role}@demo`, role },
    db,
    clock: testClock,
    ecs: { use: () => ({ lastMinute: 0, throttledLastMinute: 0, budget: 300, userExtra: 60 }) } as EcsGateway,
    random: () => "",
    sleep: async () => undefined,
    publish: () => undefined,
  };
}

async function failing(database: TestDatabase): Promise<void> {
  const began = await database.testClock.now();
  await database.db
    .transaction()
    .execute((trx) =>
      recordListingFailure(trx, database.testClock, { regionId, began, code: "ecs-unreachable" }),
    );
}

const actions = async ({ db }: TestDatabase) =>
  (await db.selectFrom("audit_event").select(["action", "outcome"]).orderBy("seq").execute()).map(
    (row) => `${row.action} ${row.outcome}`,
  );

eachDatabase("the regions", (open) => {
  it("tell an admin their failure and next try, and are not found by anybody else", async () => {
    const database = await open();
    await failing(database);
    await database.db.updateTable("region").set({ next_try_at: "2026-01-31T08:00:09.000Z" }).execute();
    const { regions } = await readRegionList(as("admin", database));
    expect(regions).toMatchObject([
      {
        regionId,
        error: { code: "ecs-unreachable", since: "2026-01-31T08:00:00.000Z" },
        nextTryAt: "2026-01-31T08:00:09.000Z",
        disabled: null,
      },
    ]);
    for (const role of ["viewer", "operator", "auditor"] as const)
      await expect(readRegionList(as(role, database))).rejects.toMatchObject({ code: "not-found" });
  });

  it("are switched off and on again by an admin, each recorded once; the same wish again changes nothing", async () => {
    const database = await open();
    await failing(database);
    const admin = as("admin", database);
    expect(await setRegionEnabled(admin, { regionId, enabled: false })).toEqual({ kind: "changed" });
    expect(await setRegionEnabled(admin, { regionId, enabled: false })).toEqual({ kind: "changed" });
    expect((await readRegionList(admin)).regions[0]).toMatchObject({
      error: null,
      disabled: { by: "admin@demo", at: "2026-01-31T08:00:00.000Z" },
    });
    await setRegionEnabled(admin, { regionId, enabled: true });
    expect((await readRegionList(admin)).regions[0]?.disabled).toBeNull();
    expect(await actions(database)).toEqual(["region.disable succeeded", "region.enable succeeded"]);
  });

  it("refuse everybody else, which is recorded, and a region that is not known", async () => {
    const database = await open();
    await failing(database);
    expect(await setRegionEnabled(as("operator", database), { regionId, enabled: false })).toMatchObject({
      kind: "denied",
    });
    const unknown = { regionId: "eu-central-1", enabled: false };
    expect(await setRegionEnabled(as("admin", database), unknown)).toMatchObject({
      kind: "failed",
      error: { code: "not-found" },
    });
    expect(await actions(database)).toEqual(["region.disable denied"]);
  });

  it("show the calls of the last hour by operation, ours and others' throttling apart", async () => {
    const database = await open();
    await failing(database);
    const window = Math.floor(Date.parse(await database.testClock.now()) / 60_000);
    const call = {
      regionId,
      action: "DescribeImagePipelines",
      collector: 0,
      user: 0,
      throttled: 0,
      others: 0,
    };
    await databaseLedger(database.db).note([
      { ...call, window, collector: 2 },
      { ...call, window: window - 59, collector: 9, user: 1, throttled: 3, others: 2 },
      { ...call, window: window - 60, collector: 5 },
    ]);
    const [line] = (await readRegionList(as("admin", database))).regions[0]?.lines ?? [];
    expect(line).toMatchObject({ operation: "listTemplates" });
    expect(line?.minutes).toHaveLength(60);
    expect(line?.minutes.at(-1)).toMatchObject({ collector: 2, user: 0 });
    expect(line?.minutes[0]).toMatchObject({ collector: 9, user: 1, throttledOurs: 1, throttledOthers: 2 });
  });
});
