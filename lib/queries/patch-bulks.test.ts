import { expect, it } from "vitest";
import type { BulkItem, BulkView } from "@/lib/contracts/bulk";
import { mergeBulk, patchBulk } from "./patch-bulks";

const item = (position: number, result: BulkItem["result"], second: number): BulkItem => ({
  position,
  regionId: "cn-hangzhou",
  templateId: `ip-${position}`,
  name: `template ${position}`,
  result,
  intentSeq: null,
  detail: null,
  changedAt: `2026-01-31T08:00:0${second}.000Z`,
});
const view = (...items: BulkItem[]): BulkView => ({
  id: "b",
  wish: "delete",
  at: "",
  count: items.length,
  endedAt: null,
  items,
});
const change = (changed: BulkItem, endedAt: string | null = null) =>
  ({ seq: 1, kind: "bulk", bulkId: "b", item: changed, endedAt }) as const;

it("a live change replaces its own template and ends the bulk with the last one", () => {
  const before = view(item(0, "deleting", 1), item(1, "deleted", 1));
  const after = patchBulk(before, change(item(0, "deleted", 2), "2026-01-31T08:00:02.000Z"));
  expect(after.items.map(({ result }) => result)).toEqual(["deleted", "deleted"]);
  expect(after.endedAt).toBe("2026-01-31T08:00:02.000Z");
  expect(after.items[1]).toBe(before.items[1]);
});

it("a change that is older than what is known is left aside", () => {
  const known = view(item(0, "deleted", 3));
  expect(patchBulk(known, change(item(0, "deleting", 2)))).toBe(known);
});

it("a reading that began before a change was told takes nothing back, and a newer word of it counts", () => {
  const known = {
    ...view(item(0, "deleted", 3), item(1, "unknown", 2)),
    endedAt: "2026-01-31T08:00:03.000Z",
  };
  const read = view(item(0, "deleting", 2), item(1, "deleted", 2));
  const merged = mergeBulk(read, known);
  expect(merged.items.map(({ result }) => result)).toEqual(["deleted", "deleted"]);
  expect(merged.endedAt).toBe(known.endedAt);
});
