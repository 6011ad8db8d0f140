import { expect, it } from "vitest";
import { eachDatabase, type TestDatabase } from "@/lib/server/db/testing/databases";
import type { TemplateRead } from "@/lib/server/ecs/types";
import { recordBuilds } from "./record-builds";
import { recordListingFailure } from "./record-failure";
import { recordListing } from "./record-listing";
import { removeTemplate } from "./remove-template";
import { aBuild, aTemplate, changeKinds, itemOf } from "./testing/reads";
import { REGION } from "./testing/world";

const at = (minute: number) => `2026-01-31T08:${String(minute).padStart(2, "0")}:00.000Z`;

eachDatabase("recording a listing", (open) => {
  const list = ({ db, testClock }: TestDatabase, began: string, ...templates: TemplateRead[]) =>
    recordListing((work) => db.transaction().execute(work), testClock, {
      regionId: REGION,
      began,
      templates,
    });
  const remove = ({ db, testClock }: TestDatabase, templateId: string, now: string) => {
    testClock.set(now);
    return db
      .transaction()
      .execute((trx) => removeTemplate(trx, testClock, { regionId: REGION, templateId }, 1));
  };

  it("more templates than one transaction takes arrive whole, and the region says how many and since when", async () => {
    const database = await open();
    const templates = Array.from({ length: 450 }, (_, index) => aTemplate(`ip-${index}`));
    await list(database, at(0), ...templates);
    const region = await database.db.selectFrom("region").selectAll().executeTakeFirstOrThrow();
    expect(region).toMatchObject({ listed_at: at(0), template_count: 450, error_code: null });
    expect(await changeKinds(database.db)).toHaveLength(451);
  });

  it("a template that it lacks does not leave: it is named for a closer look", async () => {
    const database = await open();
    await list(database, at(0), aTemplate("ip-1"), aTemplate("ip-2"));
    expect(await list(database, at(1), aTemplate("ip-2"))).toEqual([
      { regionId: REGION, templateId: "ip-1" },
    ]);
    expect(await list(database, at(2))).toHaveLength(2);
    expect(await itemOf(database.db, "ip-1")).not.toBeNull();
  });

  it("a definition that changed shows, and what is known of the builds stays", async () => {
    const database = await open();
    await list(database, at(0), aTemplate("ip-1"));
    await recordBuilds(database.db, database.testClock, {
      regionId: REGION,
      templateId: "ip-1",
      began: at(1),
      builds: [aBuild("ip-1", "exec-1", "SUCCESS")],
    });
    await list(
      database,
      at(2),
      aTemplate("ip-1", { name: "renamed", tags: [{ key: "team", value: "web" }] }),
    );
    expect(await itemOf(database.db, "ip-1")).toMatchObject({
      name: "renamed",
      tags: [{ key: "team", value: "web" }],
      latestBuild: { status: "SUCCESS" },
      asOf: at(1),
    });
  });

  it("the same listing again tells of no template", async () => {
    const database = await open();
    await list(database, at(0), aTemplate("ip-1"));
    const before = await changeKinds(database.db);
    await list(database, at(1), aTemplate("ip-1"));
    expect((await changeKinds(database.db)).slice(before.length)).toEqual(["region"]);
  });

  it("a listing that began before the removal cannot bring the row back, one that began after it can", async () => {
    const database = await open();
    await list(database, at(0), aTemplate("ip-1"));
    await remove(database, "ip-1", at(2));
    await list(database, at(1), aTemplate("ip-1"));
    expect(await itemOf(database.db, "ip-1")).toBeNull();
    await list(database, at(2), aTemplate("ip-1"));
    expect(await itemOf(database.db, "ip-1")).toBeNull();
    await list(database, at(3), aTemplate("ip-1"));
    expect(await itemOf(database.db, "ip-1")).not.toBeNull();
  });

  it("a late listing overwrites nothing that a later one wrote, and names nobody for a closer look", async () => {
    const database = await open();
    await list(database, at(2), aTemplate("ip-1", { name: "new" }), aTemplate("ip-2"));
    expect(await list(database, at(1), aTemplate("ip-1", { name: "old" }))).toEqual([]);
    expect((await itemOf(database.db, "ip-1"))?.name).toBe("new");
    const region = await database.db.selectFrom("region").selectAll().executeTakeFirstOrThrow();
    expect(region.listed_at).toBe(at(2));
  });

  it("a removal archives definition and builds once, with the number of the event that tells why", async () => {
    const database = await open();
    await list(database, at(0), aTemplate("ip-1"));
    await recordBuilds(database.db, database.testClock, {
      regionId: REGION,
      templateId: "ip-1",
      began: at(1),
      builds: [aBuild("ip-1", "exec-1", "SUCCESS")],
    });
    expect(await remove(database, "ip-1", at(2))).toBe(true);
    expect(await remove(database, "ip-1", at(3))).toBe(false);
    const archive = await database.db.selectFrom("template_archive").selectAll().execute();
    expect(archive).toHaveLength(1);
    expect(archive[0]).toMatchObject({ template_id: "ip-1", name: "name of ip-1", audit_seq: 1 });
    expect(JSON.parse(archive[0]?.builds ?? "")).toMatchObject([{ id: "exec-1", status: "SUCCESS" }]);
    expect(await database.db.selectFrom("build").selectAll().execute()).toEqual([]);
    expect((await changeKinds(database.db)).filter((kind) => kind === "template-gone")).toHaveLength(1);
  });

  it("a failed listing keeps every row and says since when the region fails, until one succeeds", async () => {
    const database = await open();
    await list(database, at(0), aTemplate("ip-1"));
    const fail = (began: string) =>
      database.db
        .transaction()
        .execute((trx) =>
          recordListingFailure(trx, database.testClock, { regionId: REGION, began, code: "ecs-denied" }),
        );
    await fail(at(1));
    await fail(at(2));
    const failing = await database.db.selectFrom("region").selectAll().executeTakeFirstOrThrow();
    expect(failing).toMatchObject({ error_code: "ecs-denied", failing_since: at(1), listed_at: at(0) });
    expect(await itemOf(database.db, "ip-1")).not.toBeNull();
    await list(database, at(3), aTemplate("ip-1"));
    const well = await database.db.selectFrom("region").selectAll().executeTakeFirstOrThrow();
    expect(well).toMatchObject({ error_code: null, failing_since: null, listed_at: at(3) });
  });

  it("text that one database could not store is kept as near as it can be", async () => {
    const database = await open();
    await list(database, at(0), aTemplate("ip-1", { name: "a\u0000b \ud800 模板", description: "\u0000" }));
    expect((await itemOf(database.db, "ip-1"))?.name).toBe("a\ufffdb \ufffd 模板");
  });
});
