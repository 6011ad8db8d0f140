import { expect, it } from "vitest";
import type { DbClock } from "@/lib/server/context";
import { eachDatabase, type TestDatabase } from "@/lib/server/db/testing/databases";
import type { BuildRead } from "@/lib/server/ecs/types";
import { missingBuilds } from "./missing-builds";
import { recordBuilds } from "./record-builds";
import { recordBuildsFailure } from "./record-failure";
import { recordListing } from "./record-listing";
import { aBuild, aTemplate, changeKinds, itemOf } from "./testing/reads";
import { REGION } from "./testing/world";

const ID = "ip-1";
const at = (minute: number, second = 0) =>
  `2026-01-31T08:${String(minute).padStart(2, "0")}:${String(second).padStart(2, "0")}.000Z`;

eachDatabase("recording a read of builds", (open) => {
  async function withTemplate(...ids: string[]): Promise<TestDatabase> {
    const database = await open();
    await recordListing((work) => database.db.transaction().execute(work), database.testClock, {
      regionId: REGION,
      began: at(0),
      templates: (ids.length > 0 ? ids : [ID]).map((id) => aTemplate(id)),
    });
    return database;
  }
  const record = (db: TestDatabase["db"], clock: DbClock, began: string, ...builds: BuildRead[]) =>
    recordBuilds(db, clock, { regionId: REGION, templateId: ID, began, builds });

  it("nothing is claimed of a template whose builds were never read, and it is not deletable", async () => {
    const { db } = await withTemplate();
    expect(await itemOf(db, ID)).toMatchObject({
      latestBuild: null,
      asOf: null,
      deletability: { deletable: false, reason: "status-unknown" },
    });
  });

  it("a template without builds is deletable once that was read", async () => {
    const { db, testClock } = await withTemplate();
    await record(db, testClock, at(1));
    expect(await itemOf(db, ID)).toMatchObject({
      latestBuild: null,
      asOf: at(1),
      deletability: { deletable: true },
    });
  });

  it("of 50 builds in any order the latest is the one created last, and an older running one still blocks", async () => {
    const { db, testClock } = await withTemplate();
    const builds = Array.from({ length: 50 }, (_, minute) =>
      aBuild(ID, `exec-${minute}`, minute === 20 ? "BUILDING" : "SUCCESS", minute),
    );
    const shuffled = builds.map((build, index) => builds[(index * 17) % 50] ?? build);
    await record(db, testClock, at(1), ...shuffled);
    expect(await itemOf(db, ID)).toMatchObject({
      latestBuild: { id: "exec-49", status: "SUCCESS" },
      buildCount: 50,
      deletability: { deletable: false, reason: "build-running", buildId: "exec-20" },
    });
  });

  it("a status that we do not know blocks with a reason of its own and is kept as sent", async () => {
    const { db, testClock } = await withTemplate();
    await record(db, testClock, at(1), aBuild(ID, "exec-1", "HIBERNATING"));
    expect(await itemOf(db, ID)).toMatchObject({
      latestBuild: { status: "HIBERNATING" },
      deletability: { deletable: false, reason: "status-unknown", buildStatus: "HIBERNATING" },
    });
  });

  it("a read never overwrites one that began later", async () => {
    const { db, testClock } = await withTemplate();
    await record(db, testClock, at(2), aBuild(ID, "exec-1", "SUCCESS"));
    await record(db, testClock, at(1), aBuild(ID, "exec-1", "BUILDING"));
    expect(await itemOf(db, ID)).toMatchObject({ latestBuild: { status: "SUCCESS" }, asOf: at(2) });
  });

  it("neither does one that arrives after an answer without the latest build", async () => {
    const { db, testClock } = await withTemplate();
    await record(db, testClock, at(1), aBuild(ID, "exec-1", "SUCCESS"), aBuild(ID, "exec-2", "TESTING", 1));
    await record(db, testClock, at(3), aBuild(ID, "exec-1", "FAILED"));
    await record(db, testClock, at(2), aBuild(ID, "exec-1", "SUCCESS"), aBuild(ID, "exec-2", "TESTING", 1));
    const rows = await db.selectFrom("build").select(["build_id", "status"]).orderBy("build_id").execute();
    expect(rows.map((row) => row.status)).toEqual(["FAILED", "TESTING"]);
  });

  it("an empty answer makes nothing deletable and nothing younger: the row keeps status and age", async () => {
    const { db, testClock } = await withTemplate();
    await record(db, testClock, at(1), aBuild(ID, "exec-1", "BUILDING"));
    await record(db, testClock, at(2));
    expect(await itemOf(db, ID)).toMatchObject({
      latestBuild: { id: "exec-1", status: "BUILDING" },
      asOf: at(1),
      readError: "ecs-unreadable",
      deletability: { deletable: false, reason: "build-running" },
    });
    expect(await missingBuilds(db, { regionId: REGION, templateId: ID }, [])).toEqual(["exec-1"]);
  });

  it("a finished build leaves after two complete reads ten minutes apart, and not a second before", async () => {
    const { db, testClock } = await withTemplate();
    await record(db, testClock, at(1), aBuild(ID, "exec-1", "SUCCESS"));
    await record(db, testClock, at(2));
    await record(db, testClock, at(11, 59));
    expect((await itemOf(db, ID))?.buildCount).toBe(1);
    await record(db, testClock, at(12));
    expect(await itemOf(db, ID)).toMatchObject({ latestBuild: null, buildCount: 0, asOf: at(12) });
  });

  it("a build that was running stays for 24 hours", async () => {
    const { db, testClock } = await withTemplate();
    await record(db, testClock, at(1), aBuild(ID, "exec-1", "TESTING"));
    await record(db, testClock, at(2));
    await record(db, testClock, "2026-02-01T08:01:59.000Z");
    expect((await itemOf(db, ID))?.deletability).toMatchObject({ deletable: false });
    await record(db, testClock, "2026-02-01T08:02:00.000Z");
    expect((await itemOf(db, ID))?.deletability).toEqual({ deletable: true });
  });

  it("a build that shows again is not counted as missing any more", async () => {
    const { db, testClock } = await withTemplate();
    await record(db, testClock, at(1), aBuild(ID, "exec-1", "SUCCESS"));
    await record(db, testClock, at(2));
    await record(db, testClock, at(5), aBuild(ID, "exec-1", "SUCCESS"));
    await record(db, testClock, at(13));
    expect((await itemOf(db, ID))?.buildCount).toBe(1);
  });

  it("a failed read changes nothing but says that it failed, and a later success takes that back", async () => {
    const { db, testClock } = await withTemplate();
    await record(db, testClock, at(1), aBuild(ID, "exec-1", "SUCCESS"));
    const before = await itemOf(db, ID);
    const failure = { regionId: REGION, templateId: ID, began: at(2), code: "ecs-timeout" } as const;
    await db.transaction().execute((trx) => recordBuildsFailure(trx, testClock, failure));
    expect(await itemOf(db, ID)).toEqual({ ...before, readError: "ecs-timeout" });
    await record(db, testClock, at(3), aBuild(ID, "exec-1", "SUCCESS"));
    expect(await itemOf(db, ID)).toEqual({ ...before, asOf: at(3) });
  });

  it("a failed read makes nothing deletable: neither what is building nor what was never read", async () => {
    const { db, testClock } = await withTemplate(ID, "ip-2");
    await record(db, testClock, at(1), aBuild(ID, "exec-1", "BUILDING"));
    for (const templateId of [ID, "ip-2"]) {
      const failure = { regionId: REGION, templateId, began: at(2), code: "ecs-unreadable" } as const;
      await db.transaction().execute((trx) => recordBuildsFailure(trx, testClock, failure));
    }
    expect((await itemOf(db, ID))?.deletability).toMatchObject({ deletable: false, reason: "build-running" });
    expect((await itemOf(db, "ip-2"))?.deletability).toMatchObject({
      deletable: false,
      reason: "status-unknown",
    });
  });

  it("a failure that is older than what is known is no news", async () => {
    const { db, testClock } = await withTemplate();
    await record(db, testClock, at(3));
    const failure = { regionId: REGION, templateId: ID, began: at(2), code: "ecs-timeout" } as const;
    await db.transaction().execute((trx) => recordBuildsFailure(trx, testClock, failure));
    expect((await itemOf(db, ID))?.readError).toBeNull();
  });

  it("builds of a template that our copy does not hold are ignored", async () => {
    const { db, testClock } = await withTemplate("ip-2");
    expect(await record(db, testClock, at(1), aBuild(ID, "exec-1", "SUCCESS"))).toBeNull();
    expect(await db.selectFrom("build").selectAll().execute()).toEqual([]);
  });

  it("a change is told when something can be seen of it, and an age alone once in a while", async () => {
    const { db, testClock } = await withTemplate();
    await record(db, testClock, at(1), aBuild(ID, "exec-1", "BUILDING"));
    const before = (await changeKinds(db)).length;
    await record(db, testClock, at(1, 5), aBuild(ID, "exec-1", "BUILDING"));
    expect(await changeKinds(db)).toHaveLength(before);
    await record(db, testClock, at(1, 10), aBuild(ID, "exec-1", "TESTING"));
    expect(await changeKinds(db)).toHaveLength(before + 1);
    await record(db, testClock, at(1, 30), aBuild(ID, "exec-1", "TESTING"));
    expect(await changeKinds(db)).toHaveLength(before + 2);
  });

  it("20 templates recorded at the same time leave changes numbered without a gap, each on its row", async () => {
    const ids = Array.from({ length: 20 }, (_, index) => `ip-${index}`);
    const { db, testClock } = await withTemplate(...ids);
    await Promise.all(
      ids.map((templateId) =>
        recordBuilds(db, testClock, {
          regionId: REGION,
          templateId,
          began: at(1),
          builds: [aBuild(templateId, `exec-${templateId}`, "SUCCESS")],
        }),
      ),
    );
    const changes = await db.selectFrom("change").selectAll().orderBy("seq").execute();
    expect(changes.map((change) => change.seq)).toEqual(changes.map((_, index) => index + 1));
    const rows = await db.selectFrom("template").select(["template_id", "change_seq"]).execute();
    for (const row of rows) {
      const last = changes.findLast((change) => change.template_id === row.template_id);
      expect(row.change_seq).toBe(last?.seq);
    }
  });
});
