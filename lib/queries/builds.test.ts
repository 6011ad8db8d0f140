import { expect, it } from "vitest";
import type { BuildListItem } from "@/lib/contracts/build";
import { parseBuildQuery } from "@/lib/contracts/build-query";
import { type BuildListData, patchBuilds } from "./builds";
import { templateItem } from "./testing";

const build = (id: string, status: string, startedAt: string): BuildListItem => ({
  id,
  regionId: "cn-hangzhou",
  templateId: "ip-1",
  templateName: "web",
  isPast: false,
  status,
  startedAt,
  modifiedAt: null,
  imageId: null,
  message: null,
  errorCode: null,
  seenAt: startedAt,
});

const list = (nextCursor: string | null, ...items: BuildListItem[]): BuildListData => ({
  pages: [{ items, nextCursor }],
  pageParams: [null],
});

const ANY = parseBuildQuery(new URLSearchParams());

const told = (id: string, status: string, startedAt: string) => ({
  ...templateItem("web"),
  latestBuild: { id, status, startedAt },
});

it("a phase that moves is shown in place and offers nothing", () => {
  const data = list(null, build("exec-1", "BUILDING", "2026-01-02T00:00:00Z"));
  const { data: after, displaced } = patchBuilds(
    data,
    told("exec-1", "TESTING", "2026-01-02T00:00:00Z"),
    ANY,
  );
  expect(after.pages[0]?.items[0]?.status).toBe("TESTING");
  expect(displaced).toBe(false);
});

it("a build that ends is shown in place, and its new place is offered", () => {
  const data = list(null, build("exec-1", "BUILDING", "2026-01-02T00:00:00Z"));
  const { data: after, displaced } = patchBuilds(
    data,
    told("exec-1", "SUCCESS", "2026-01-02T00:00:00Z"),
    ANY,
  );
  expect(after.pages[0]?.items[0]?.status).toBe("SUCCESS");
  expect(displaced).toBe(true);
});

it("a build that is not in the list is offered, unless it comes with a later page", () => {
  const data = list("more", build("exec-1", "BUILDING", "2026-01-02T00:00:00Z"));
  expect(patchBuilds(data, told("exec-2", "PREPARING", "2026-01-03T00:00:00Z"), ANY).displaced).toBe(true);
  expect(patchBuilds(data, told("exec-0", "SUCCESS", "2026-01-01T00:00:00Z"), ANY).displaced).toBe(false);
});

it("news of a template without builds changes nothing", () => {
  const data = list(null, build("exec-1", "BUILDING", "2026-01-02T00:00:00Z"));
  expect(patchBuilds(data, { ...templateItem("web"), latestBuild: null }, ANY)).toEqual({
    data,
    displaced: false,
  });
});

it("a build that the filters leave out is not offered; one that leaves them is", () => {
  const failed = parseBuildQuery(new URLSearchParams("status=BUILDING"));
  expect(patchBuilds(list(null), told("exec-1", "FAILED", "2026-01-02T00:00:00Z"), failed).displaced).toBe(
    false,
  );
  const data = list(null, build("exec-1", "BUILDING", "2026-01-02T00:00:00Z"));
  expect(patchBuilds(data, told("exec-1", "TESTING", "2026-01-02T00:00:00Z"), failed).displaced).toBe(true);
  const words = parseBuildQuery(new URLSearchParams("q=nothing-like-this"));
  expect(patchBuilds(list(null), told("exec-1", "BUILDING", "2026-01-02T00:00:00Z"), words).displaced).toBe(
    false,
  );
});

it("a running build is offered before finished ones that began later", () => {
  const data = list("more", build("exec-9", "SUCCESS", "2026-01-05T00:00:00Z"));
  expect(patchBuilds(data, told("exec-1", "BUILDING", "2026-01-01T00:00:00Z"), ANY).displaced).toBe(true);
});
