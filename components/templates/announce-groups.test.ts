import { expect, it } from "vitest";
import type { TemplateItem } from "@/lib/contracts/template";
import { templateItem } from "@/lib/queries/testing";
import { addToGroup, NO_CHANGES } from "./announce-groups";

const change = (item: TemplateItem) => ({ seq: 1, kind: "template", item }) as const;

it("counts builds that began and ended, and says nothing of a row whose age alone moved", () => {
  const idle = templateItem("a");
  const running = templateItem("a", { status: "BUILDING" });
  const aged = templateItem("a", { asOf: "2026-01-01T01:00:00.000Z" });
  expect(addToGroup(NO_CHANGES, { change: change(running), before: idle }).started).toBe(1);
  expect(addToGroup(NO_CHANGES, { change: change(idle), before: running })).toEqual({
    ...NO_CHANGES,
    finished: 1,
  });
  expect(addToGroup(NO_CHANGES, { change: change(aged), before: idle })).toEqual(NO_CHANGES);
});

it("says of an unknown row nothing, because nobody knows what changed", () => {
  expect(addToGroup(NO_CHANGES, { change: change(templateItem("a")), before: null })).toEqual(NO_CHANGES);
});

it("tells a template that is gone", () => {
  const gone = { seq: 2, kind: "template-gone", regionId: "cn-hangzhou", templateId: "ip-a" } as const;
  expect(addToGroup(NO_CHANGES, { change: gone, before: templateItem("a") }).gone).toBe(1);
});
