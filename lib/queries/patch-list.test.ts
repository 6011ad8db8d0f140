import { describe, expect, it } from "vitest";
import type { TemplateItem } from "@/lib/contracts/template";
import { parseTemplateQuery } from "@/lib/contracts/template-query";
import type { ListData } from "./list-data";
import { patchList } from "./patch-list";
import { templateItem } from "./testing";

const query = (text: string) => parseTemplateQuery(new URLSearchParams(text));
const loaded = (items: TemplateItem[], nextCursor: string | null = null): ListData => ({
  pages: [{ items, nextCursor, start: 0 }],
  total: items.length + (nextCursor === null ? 0 : 100),
});
const change = (item: TemplateItem) => ({ seq: 1, kind: "template", item }) as const;

const a = templateItem("a");
const b = templateItem("b");
const c = templateItem("c");

describe("a change of a loaded row", () => {
  it("patches the row where it stands and keeps every other row the same object", () => {
    const after = templateItem("b", { status: "BUILDING" });
    const { data, before, displaced } = patchList(loaded([a, b, c]), change(after), query(""));
    expect(data.pages[0]?.items).toEqual([a, after, c]);
    expect(data.pages[0]?.items[0]).toBe(a);
    expect(before).toBe(b);
    expect(displaced).toBe(false);
  });

  it("stays in place and is told as displaced when it no longer matches the filter", () => {
    const after = templateItem("b", { status: "BUILDING" });
    const { data, displaced } = patchList(loaded([a, b, c]), change(after), query("deletable=true"));
    expect(data.pages[0]?.items.map((item) => item.name)).toEqual(["a", "b", "c"]);
    expect(displaced).toBe(true);
  });

  it("stays in place and is told as displaced when the order would change", () => {
    const sorted = [
      templateItem("a", { startedAt: "2026-01-03T00:00:00.000Z" }),
      templateItem("b", { startedAt: "2026-01-02T00:00:00.000Z" }),
    ];
    const after = templateItem("b", { startedAt: "2026-01-04T00:00:00.000Z" });
    const { data, displaced } = patchList(loaded(sorted), change(after), query("sort=-startedAt"));
    expect(data.pages[0]?.items.map((item) => item.name)).toEqual(["a", "b"]);
    expect(displaced).toBe(true);
  });
});

describe("a change of a row that is not loaded", () => {
  it("is told when the row would appear in a list that is loaded whole", () => {
    expect(patchList(loaded([a, c]), change(b), query("")).displaced).toBe(true);
  });

  it("concerns nobody when the row comes with a later page", () => {
    expect(patchList(loaded([a, b], "next"), change(c), query("")).displaced).toBeNull();
  });

  it("is told when it would stand among rows that are loaded, not when it would in a gap", () => {
    const data: ListData = {
      pages: [
        { items: [a], nextCursor: "n", start: 0 },
        { items: [c, templateItem("e")], nextCursor: null, start: 9 },
      ],
      total: 11,
    };
    expect(patchList(data, change(templateItem("d")), query("")).displaced).toBe(true);
    expect(patchList(data, change(b), query("")).displaced).toBeNull();
  });

  it("concerns nobody when the row does not match", () => {
    expect(patchList(loaded([a, c]), change(b), query("q=zzz")).displaced).toBeNull();
  });

  it("never adds the row by itself", () => {
    const data = loaded([a, c]);
    expect(patchList(data, change(b), query("")).data).toBe(data);
  });
});

describe("a template that is gone", () => {
  it("leaves at once and the number of matching rows follows", () => {
    const gone = { seq: 2, kind: "template-gone", regionId: b.regionId, templateId: b.id } as const;
    const { data, before } = patchList(loaded([a, b, c]), gone, query(""));
    expect(data.pages[0]?.items).toEqual([a, c]);
    expect(data.total).toBe(2);
    expect(before).toBe(b);
  });

  it("brings the pages behind it one place nearer", () => {
    const far = templateItem("x");
    const data: ListData = {
      pages: [
        { items: [a, b], nextCursor: "n", start: 0 },
        { items: [far], nextCursor: null, start: 40 },
      ],
      total: 41,
    };
    const gone = { seq: 2, kind: "template-gone", regionId: a.regionId, templateId: a.id } as const;
    const patched = patchList(data, gone, query("")).data;
    expect(patched.total).toBe(40);
    expect(patched.pages.map(({ start }) => start)).toEqual([0, 39]);
  });

  it("changes nothing in a list that does not hold it", () => {
    const gone = { seq: 2, kind: "template-gone", regionId: "cn-beijing", templateId: b.id } as const;
    const data = loaded([a, b, c]);
    expect(patchList(data, gone, query("")).data).toBe(data);
  });
});
