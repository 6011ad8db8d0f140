import { expect, it } from "vitest";
import type { TemplatePage } from "@/lib/contracts/template";
import { addPage, listOf, loadedCount, missingPart, rowsOf } from "./list-data";
import { templateItem } from "./testing";

const page = (from: number, to: number, total = 1_000): TemplatePage => ({
  items: Array.from({ length: to - from }, (_, at) => templateItem(`n${from + at}`)),
  nextCursor: to >= total ? null : `after ${to - 1}`,
  total,
});
const names = (data: Parameters<typeof rowsOf>[0]) => rowsOf(data).map((row) => row?.name);

it("goes on behind a loaded page by its cursor", () => {
  const list = listOf(page(0, 60), 0);
  expect(missingPart(list, 40, 70, 100)).toEqual({ start: 60, cursor: "after 59", limit: 100 });
  expect(missingPart(list, 0, 59, 100)).toBeNull();
});

it("jumps to a rank, and reads no more than the gap between two pages", () => {
  const list = listOf(page(0, 60), 0);
  expect(missingPart(list, 500, 520, 100)).toEqual({ start: 475, cursor: null, limit: 100 });
  const two = addPage(list, page(100, 200), 100);
  expect(missingPart(two, 70, 90, 100)).toEqual({ start: 60, cursor: null, limit: 40 });
  expect(missingPart(two, 50, 70, 100)).toEqual({ start: 60, cursor: "after 59", limit: 40 });
  expect(rowsOf(two)[150]?.name).toBe("n150");
  expect(rowsOf(two)[80]).toBeUndefined();
  expect(loadedCount(two)).toBe(160);
});

it("asks for nothing beyond the last row", () => {
  const list = listOf(page(0, 60, 80), 0);
  expect(missingPart(list, 60, 400, 100)).toMatchObject({ start: 60 });
  expect(missingPart(addPage(list, page(60, 80, 80), 60), 60, 400, 100)).toBeNull();
});

it("shows a row that moved between two reads once, where it was read last", () => {
  const list = listOf(page(0, 5, 10), 0);
  const moved = page(5, 10, 10);
  const next = addPage(list, { ...moved, items: [...moved.items, templateItem("n2")] }, 5);
  expect(names(next)).toEqual(["n0", "n1", "n3", "n4", "n5", "n6", "n7", "n8", "n9", "n2"]);
  expect(next.total).toBe(10);
});

it("takes the end for the end: no row is waited for that there is none of", () => {
  const list = listOf(page(0, 5, 10), 0);
  const next = addPage(list, { ...page(5, 8, 10), nextCursor: null }, 5);
  expect(next.total).toBe(8);
  expect(missingPart(next, 0, 9, 100)).toBeNull();
  expect(addPage(list, { items: [], nextCursor: null, total: 10 }, 5).total).toBe(5);
});
