import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonical, storable } from "./canonical";
import { type AuditRow, CHAINED_MEMBERS, hashEvent, toChainedEvent } from "./chain";

describe("canonical text", () => {
  it("is the same whatever the order of the members, and reads back as the value", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3, stringUnit: "grapheme" }), (value) => {
        const text = canonical(value);
        expect(canonical(reversed(JSON.parse(text)))).toBe(text);
        expect(canonical(JSON.parse(text))).toBe(text);
      }),
      { numRuns: 200 },
    );
  });

  it("is another one for another value", () => {
    const value = fc.jsonValue({
      maxDepth: 2,
      stringUnit: fc.constantFrom("a", '"', "\\", ",", ":", "{", "é", "\n"),
    });
    fc.assert(
      fc.property(value, value, (one, other) => {
        const same = canonical(one) === canonical(other);
        expect(same).toBe(isDeepStrictEqual(JSON.parse(canonical(one)), JSON.parse(canonical(other))));
      }),
      { numRuns: 1_000 },
    );
  });

  it("sorts members, leaves undefined ones out, and has no spaces", () => {
    expect(canonical({ b: 1, a: [1, undefined, { d: null, c: "x" }], z: undefined })).toBe(
      '{"a":[1,null,{"c":"x","d":null}],"b":1}',
    );
  });

  it("refuses what JSON has no word for", () => {
    for (const value of [undefined, Number.NaN, Number.POSITIVE_INFINITY, () => 1, 1n, Symbol("x")]) {
      expect(() => canonical(value)).toThrow(TypeError);
    }
  });

  it("holds only text that every database gives back: no NUL, no half of a surrogate pair", () => {
    expect(storable("a\u0000b\uD800c🙂")).toBe("a\uFFFDb\uFFFDc🙂");
  });
});

describe("the hash of an event", () => {
  const row = { seq: 1, at: "", actor: "ü", prev_hash: "p", hash: "h" } as AuditRow;

  it("is over the canonical text: the plain JSON of an ordered event is canonical", () => {
    const filled = Object.fromEntries(
      Object.entries(toChainedEvent(row)).map(([key, value]) => [key, value ?? null]),
    );
    expect(JSON.stringify(filled)).toBe(canonical(filled));
    expect(CHAINED_MEMBERS.map(([member]) => member as string)).toEqual(Object.keys(filled));
  });

  it("never changes its making: a log written today is verified in years", () => {
    const event = toChainedEvent({
      seq: 7,
      at: "2026-01-31T08:00:00.000Z",
      actor: "operator@demo",
      action: "template.delete",
      phase: "outcome",
      outcome: "blocked",
      intent_seq: null,
      region_id: "cn-hangzhou",
      template_id: "ip-1",
      template_name: "web",
      build_id: "exec-1",
      build_status: "BUILDING",
      reason: null,
      ecs_code: null,
      http_status: null,
      request_id: null,
      account: null,
      endpoint: null,
      snapshot_hash: null,
      prev_hash: "00",
    });
    expect(hashEvent(event)).toBe("c2c7b2963cdf4b5f5bed67384b6416dd98abfdd1b802a9dfb2d4942ad9ce2566");
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}
