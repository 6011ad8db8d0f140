import { expect, it } from "vitest";
import { readAuditUrl } from "./read-audit-url";

it("keeps the filters it understands as the query of links and of the API, and drops empty ones", () => {
  const url = readAuditUrl({
    outcome: "blocked",
    actor: "operator@demo",
    templateId: "",
    from: "2026-01-02",
    other: "x",
  });
  expect(url.query).toBe("outcome=blocked&actor=operator%40demo&from=2026-01-02T00%3A00%3A00.000Z");
  expect(url.filter).toMatchObject({ outcome: "blocked", templateId: null });
  expect(url.ignored).toBeNull();
});

it("names a parameter that it does not understand and then filters by nothing", () => {
  const url = readAuditUrl({ outcome: "sideways", actor: "x" });
  expect(url).toMatchObject({ query: "", ignored: "outcome" });
  expect(Object.values(url.filter).every((value) => value === null)).toBe(true);
});

it("takes the first of a repeated parameter", () => {
  expect(readAuditUrl({ outcome: ["failed", "blocked"] }).filter.outcome).toBe("failed");
});
