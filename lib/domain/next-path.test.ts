import fc from "fast-check";
import { expect, it } from "vitest";
import { HOME, nextPath } from "./next-path";

it("leads back to a page of ours with its query", () => {
  expect(nextPath("/templates?q=a&sort=-name#row")).toBe("/templates?q=a&sort=-name#row");
  expect(nextPath("/templates/cn-hangzhou/ip-1")).toBe("/templates/cn-hangzhou/ip-1");
  expect(nextPath("/audit")).toBe("/audit");
});

it("leads home for everything that is no page of ours", () => {
  for (const wanted of [
    undefined,
    null,
    "",
    "/",
    "templates",
    "//evil.test",
    "///evil.test",
    "/\\evil.test",
    "\\\\evil.test",
    "/\t/evil.test",
    "/\n/evil.test",
    "/a/..//evil.test",
    "https://evil.test",
    "https:evil.test",
    "javascript:alert(1)",
    "/templates\\..\\evil",
    "/api/sign-out",
    "/api",
    "/sign-in?next=/sign-in",
    "/setup",
    "/_next/data",
    `/${"a".repeat(3000)}`,
  ]) {
    expect([wanted, nextPath(wanted)]).toEqual([wanted, HOME]);
  }
});

it("never leaves our own address, whatever is asked for", () => {
  const parts = fc.constantFrom(
    "/",
    "\\",
    "//",
    "evil.test",
    "@",
    ":",
    "%2f",
    "%5c",
    "\t",
    "..",
    "?",
    "#",
    "a",
  );
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 8 }), (all) => {
      const path = nextPath(all.join(""));
      expect(new URL(path, "https://ours.example").origin).toBe("https://ours.example");
      expect(path).toMatch(/^\/(?!\/)/);
    }),
  );
});
