import { expect, it } from "vitest";
import { type Page, readPages } from "./listing";

const page = (ids: readonly string[], more: Partial<Page<{ id: string }>> = {}): Page<{ id: string }> => ({
  items: ids.map((id) => ({ id })),
  nextToken: null,
  total: ids.length,
  requestId: "R",
  ...more,
});
const unreadable = { code: "ecs-unreadable" };

it("pages that never end are given up", async () => {
  let calls = 0;
  const endless = readPages(async () => {
    calls += 1;
    return page([`ip-${calls}`], { nextToken: `token-${calls}` });
  });
  await expect(endless).rejects.toMatchObject(unreadable);
  expect(calls).toBe(400);
});

it("tokens that go round are given up when the first one comes again", async () => {
  let calls = 0;
  const round = readPages(async () => {
    calls += 1;
    return page([`ip-${calls}`], { nextToken: `token-${calls % 3}` });
  });
  await expect(round).rejects.toMatchObject(unreadable);
  expect(calls).toBe(4);
});

it("a page that brings nothing new fails the listing, even with a new token", async () => {
  let calls = 0;
  const same = readPages(async () => {
    calls += 1;
    return page(["ip-a"], { nextToken: `token-${calls}` });
  });
  await expect(same).rejects.toMatchObject(unreadable);
  expect(calls).toBe(2);
});

it.each([
  [0, 0, true],
  [5, 5, true],
  [0, 1, false],
  [5, 0, false],
  [40, 45, true],
  [40, 60, false],
  [1000, 1050, true],
  [1000, 1200, false],
  [5, null, true],
  [0, null, false],
])("%i found where ECS counts %s: complete %s", async (found, total, isComplete) => {
  const ids = Array.from({ length: found }, (_, index) => `ip-${index}`);
  const listing = readPages(async () => page(ids, { total }));
  if (isComplete) expect(await listing).toHaveLength(found);
  else await expect(listing).rejects.toMatchObject(unreadable);
});

it("an empty page with a token is no end", async () => {
  const pages = [page([], { nextToken: "t", total: 1 }), page(["ip-a"])];
  expect(await readPages(async () => pages.shift() ?? page([]))).toEqual([{ id: "ip-a" }]);
});
