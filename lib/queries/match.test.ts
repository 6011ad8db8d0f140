import { describe, expect, it } from "vitest";
import { parseTemplateQuery } from "@/lib/contracts/template-query";
import { inOrder, matchesQuery, statusOf } from "./match";
import { templateItem } from "./testing";

const matches = (text: string, item = templateItem("web")) =>
  matchesQuery(item, parseTemplateQuery(new URLSearchParams(text)));

describe("matchesQuery", () => {
  it("finds by name, ID and tag without regard to letter case", () => {
    expect(matches("q=WEB")).toBe(true);
    expect(matches("q=ip-we")).toBe(true);
    expect(matches("q=team=web")).toBe(true);
    expect(matches("q=db")).toBe(false);
  });

  it("takes regions and statuses as any of the list", () => {
    expect(matches("region=cn-beijing,cn-hangzhou")).toBe(true);
    expect(matches("region=cn-beijing")).toBe(false);
    expect(matches("status=FAILED,SUCCESS")).toBe(true);
    expect(matches("status=FAILED")).toBe(false);
  });

  it("knows rows that were never read by the status `unknown` only", () => {
    const unread = templateItem("web", { asOf: null });
    expect(statusOf(unread)).toBe("unknown");
    expect(matches("status=unknown", unread)).toBe(true);
    expect(matches("status=never-built", unread)).toBe(false);
  });

  it("asks for the deletion state of the row", () => {
    expect(matches("deletable=true")).toBe(true);
    expect(matches("deletable=false")).toBe(false);
    expect(matches("deletable=false", templateItem("web", { status: "TESTING" }))).toBe(true);
  });

  it("wants every tag, by key or by key and value", () => {
    expect(matches("tag=team")).toBe(true);
    expect(matches("tag=team%3Dweb")).toBe(true);
    expect(matches("tag=team&tag=env")).toBe(false);
    expect(matches("tag=team%3Ddb")).toBe(false);
  });

  it("does not guess what the row cannot tell", () => {
    expect(matches("resourceGroup=rg-1")).toBeNull();
  });
});

describe("inOrder", () => {
  it("lets ages stand in any order, because every sweep moves them", () => {
    const old = templateItem("a", { asOf: "2026-01-01T00:00:00.000Z" });
    const young = templateItem("b", { asOf: "2026-01-02T00:00:00.000Z" });
    expect(inOrder(young, old, { by: "asOf", descending: false })).toBe(true);
  });

  it("follows the direction", () => {
    const sort = { by: "name", descending: true } as const;
    expect(inOrder(templateItem("b"), templateItem("a"), sort)).toBe(true);
    expect(inOrder(templateItem("a"), templateItem("b"), sort)).toBe(false);
  });
});
