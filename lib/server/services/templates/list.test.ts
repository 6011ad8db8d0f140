import { expect, it } from "vitest";
import type { TemplateItem } from "@/lib/contracts/template";
import { parseTemplateQuery } from "@/lib/contracts/template-query";
import type { Ctx, Db } from "@/lib/server/context";
import { eachDatabase } from "@/lib/server/db/testing/databases";
import { toTemplateItem } from "@/lib/server/inventory/template-item";
import { listTemplates } from "./list";
import { addManyTemplates } from "./testing/many-templates";

const parse = (text: string) => parseTemplateQuery(new URLSearchParams(text));
const contextOf = (db: Db) =>
  ({ db, actor: { kind: "member", name: "viewer@demo", role: "viewer" } }) as unknown as Ctx;

const key = (item: TemplateItem) => `${item.regionId}/${item.id}`;
const status = (item: TemplateItem) =>
  item.asOf === null ? "unknown" : (item.latestBuild?.status ?? "never-built");

/** What a query means, said again over all rows in memory. */
type Meaning = readonly [text: string, matches: (item: TemplateItem, group: string | null) => boolean];
const hasTag = (item: TemplateItem, name: string, value?: string) =>
  item.tags.some((tag) => tag.key === name && (value === undefined || tag.value === value));
const MEANINGS: readonly Meaning[] = [
  ["", () => true],
  ["region=us-west-1,cn-beijing", (item) => ["us-west-1", "cn-beijing"].includes(item.regionId)],
  ["status=SUCCESS,never-built", (item) => ["SUCCESS", "never-built"].includes(status(item))],
  ["status=unknown", (item) => status(item) === "unknown"],
  ["deletable=false", (item) => !item.deletability.deletable],
  ["protected=true", (item) => item.protection !== null],
  ["protected=false&deletable=true", (item) => item.protection === null && item.deletability.deletable],
  ["resourceGroup=rg-acfm2", (_, group) => group === "rg-acfm2"],
  ["tag=team=ml", (item) => hasTag(item, "team", "ml")],
  ["tag=env&tag=team=ml&status=FAILED", (item) => hasTag(item, "team", "ml") && status(item) === "FAILED"],
  ["tag=team=m", () => false],
  ["q=WEB-base", (item) => item.name.includes("web-base")],
  ["q=we", (item) => /we/.test(`${item.name} ${item.id} team=${item.tags[0]?.value}`)],
  ["q=Über", (item) => item.name.includes("über")],
  ["q=team%3Dedge&region=us-west-1", (item) => hasTag(item, "team", "edge") && item.regionId === "us-west-1"],
  ["q=base_0", () => false],
  ["q=b%25e", () => false],
];

async function pagesOf(ctx: Ctx, text: string, limit: number): Promise<TemplateItem[]> {
  const items: TemplateItem[] = [];
  for (let cursor = ""; ; ) {
    const page = await listTemplates(ctx, parse(`${text}&limit=${limit}&cursor=${cursor}`));
    items.push(...page.items);
    if (page.nextCursor === null) return items;
    cursor = page.nextCursor;
  }
}

eachDatabase("the list of templates", (open, kind) => {
  it("holds exactly what each filter means, once, and counts it", async () => {
    const { db } = await open();
    await addManyTemplates(db, kind, 400);
    const rows = await db.selectFrom("template").selectAll().execute();
    const all = rows.map((row) => ({ item: toTemplateItem(row), group: row.resource_group_id }));
    for (const [text, matches] of MEANINGS) {
      const wanted = all.filter(({ item, group }) => matches(item, group)).map(({ item }) => key(item));
      const found = (await pagesOf(contextOf(db), text, 37)).map(key);
      expect([...found].sort(), text).toEqual([...wanted].sort());
      const { total } = await listTemplates(contextOf(db), parse(`${text}&limit=1`));
      expect(total, text).toBe(wanted.length);
    }
  });

  it.each(["name", "-name", "region", "status", "-status", "startedAt", "-startedAt", "asOf"])(
    "sorted by %s stands in one order, and a page begins at any rank of it",
    async (sort) => {
      const { db } = await open();
      await addManyTemplates(db, kind, 300);
      const ctx = contextOf(db);
      const order = (await pagesOf(ctx, `sort=${sort}`, 100)).map(key);
      expect(new Set(order).size).toBe(300);
      for (const rank of [1, 99, 150, 299]) {
        const { items } = await listTemplates(ctx, parse(`sort=${sort}&rank=${rank}&limit=40`));
        expect(items.map(key), String(rank)).toEqual(order.slice(rank, rank + 40));
      }
      const beyond = await listTemplates(ctx, parse(`sort=${sort}&rank=300`));
      expect(beyond).toMatchObject({ items: [], nextCursor: null, total: 300 });
    },
  );

  it("loses and repeats no row that stays while others move, leave and come between its pages", async () => {
    const { db } = await open();
    await addManyTemplates(db, kind, 200);
    const ctx = contextOf(db);
    const before = (await pagesOf(ctx, "", 500)).map(key);
    const first = await listTemplates(ctx, parse("limit=80"));
    // One of those seen leaves, one moves from the front to the end and one from the end to the front.
    const at = (index: number) => first.items[index] as TemplateItem;
    await db.deleteFrom("template").where("template_id", "=", at(5).id).execute();
    await db.updateTable("template").set({ name: "zzz" }).where("template_id", "=", at(6).id).execute();
    const late = before[150]?.split("/")[1] ?? "";
    await db.updateTable("template").set({ name: "aaa" }).where("template_id", "=", late).execute();
    const cursor = parse(`cursor=${first.nextCursor}`).cursor;
    const second = await listTemplates(ctx, { ...parse("limit=500"), cursor });
    const seen = [...first.items, ...second.items].map(key);
    const moved = new Set([key(at(5)), key(at(6)), before[150]]);
    expect(seen.filter((each) => !moved.has(each))).toEqual(before.filter((each) => !moved.has(each)));
  });

  it("follows each write of a row: its counts, its tags and its words", async () => {
    const { db } = await open();
    await addManyTemplates(db, kind, 50);
    const ctx = contextOf(db);
    const count = async (text: string) => (await listTemplates(ctx, parse(text))).total;
    const [row] = await db
      .selectFrom("template")
      .selectAll()
      .where("latest_status", "=", "SUCCESS")
      .where("protected_by", "is", null)
      .execute();
    if (row === undefined) throw new Error("no such row");
    const set = (changes: Record<string, unknown>) =>
      db.updateTable("template").set(changes).where("template_id", "=", row.template_id).execute();
    const [success, building, deletable] = [
      await count("status=SUCCESS"),
      await count("status=BUILDING"),
      await count("deletable=true"),
    ];
    await set({ latest_status: "BUILDING", deletable: 0 });
    expect(await count("status=SUCCESS")).toBe(success - 1);
    expect(await count("status=BUILDING")).toBe(building + 1);
    expect(await count("deletable=true")).toBe(deletable - 1);
    await set({ builds_as_of: null, latest_status: null });
    expect(await count("status=BUILDING")).toBe(building);
    await set({ builds_as_of: "2026-01-31T09:00:00.000Z", latest_status: "NEW_WORD", protected_by: "a@b" });
    expect(await count("status=NEW_WORD&protected=true")).toBe(1);
    await set({
      resource_group_id: "rg-new",
      tags: '[{"key":"new","value":"tag"}]',
      search_text: "brandnew",
    });
    expect(await count("resourceGroup=rg-new")).toBe(1);
    expect(await count("tag=new=tag")).toBe(1);
    expect(await count("q=brandnew")).toBe(1);
    expect(await count(`q=${row.template_id}`)).toBe(0);
    await db.deleteFrom("template").where("template_id", "=", row.template_id).execute();
    for (const text of ["resourceGroup=rg-new", "tag=new=tag", "q=brandnew", "status=NEW_WORD"])
      expect(await count(text), text).toBe(0);
    expect(await count("")).toBe(49);
  });
});
