import { expect, it } from "vitest";
import { seeded, uuid } from "./random";

it("makes version 4 UUIDs in capitals, no two alike", () => {
  const random = seeded("uuids");
  const ids = Array.from({ length: 2_000 }, () => uuid(random));
  for (const id of ids)
    expect(id).toMatch(/^[\dA-F]{8}-[\dA-F]{4}-4[\dA-F]{3}-[89AB][\dA-F]{3}-[\dA-F]{12}$/);
  expect(new Set(ids).size).toBe(2_000);
});
