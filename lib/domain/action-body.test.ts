import fc from "fast-check";
import { expect, it } from "vitest";
import { isActionType, isPlainActionBody } from "./action-body";

it("takes what our pages send", () => {
  for (const body of [
    "[]",
    '[{"regionId":"cn-hangzhou","templateId":"ip-1","confirmName":"$$cash","reason":"it\'s $5"}]',
    '[1,true,null,["a",{"b":[]}]]',
  ]) {
    expect([body, isPlainActionBody(body)]).toEqual([body, true]);
  }
});

it("refuses what the framework cannot parse, or parses into more than plain values", () => {
  for (const body of [
    "",
    "null",
    "1",
    '"text"',
    "{}",
    "not json",
    '["$F1"]',
    '["$undefined"]',
    '["$"]',
    '[{"a":["$K1"]}]',
    '[{"__proto__":{"isAdmin":true}}]',
    '[{"a":{"__proto__":1}}]',
    '["a"',
    '["a"] ["b"]',
  ]) {
    expect([body, isPlainActionBody(body)]).toEqual([body, false]);
  }
});

it("refuses deep nesting without using up the stack", () => {
  expect(isPlainActionBody(`${"[".repeat(200_000)}${"]".repeat(200_000)}`)).toBe(false);
});

it("takes every plain value whose dollars are doubled, as React writes them", () => {
  const double = (value: unknown): unknown => {
    if (typeof value === "string") return value.startsWith("$") ? `$${value}` : value;
    if (Array.isArray(value)) return value.map(double);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, double(inner)]));
  };
  const plain = fc.jsonValue({ maxDepth: 6 }).filter((value) => !JSON.stringify(value).includes("__proto__"));
  fc.assert(
    fc.property(plain, (value) => {
      expect(isPlainActionBody(JSON.stringify([double(value)]))).toBe(true);
    }),
  );
});

it("knows the content type of an action, however it is spaced", () => {
  expect(isActionType("text/plain;charset=UTF-8")).toBe(true);
  expect(isActionType("text/plain; charset=utf-8")).toBe(true);
  for (const type of [null, "", "text/plain", "multipart/form-data; boundary=x", "application/json"]) {
    expect([type, isActionType(type)]).toEqual([type, false]);
  }
});
