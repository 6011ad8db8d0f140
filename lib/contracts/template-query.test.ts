import fc from "fast-check";
import { expect, it } from "vitest";
import { AppError } from "@/lib/domain/app-error";
import { parseAuditQuery } from "./audit-query";
import { formatCursor, parseTemplateQuery } from "./template-query";

const parse = (text: string) => parseTemplateQuery(new URLSearchParams(text));

it("reads every parameter of the contract", () => {
  expect(
    parse(
      "q=web&region=cn-hangzhou,cn-beijing&status=SUCCESS,never-built&deletable=true&protected=false&tag=env=a=b&tag=team&resourceGroup=rg-1&sort=-startedAt&limit=7",
    ),
  ).toEqual({
    limit: 7,
    cursor: null,
    rank: 0,
    q: "web",
    regions: ["cn-hangzhou", "cn-beijing"],
    statuses: ["SUCCESS", "never-built"],
    deletable: true,
    protected: false,
    tags: [
      { key: "env", value: "a=b" },
      { key: "team", value: null },
    ],
    resourceGroup: "rg-1",
    sort: { by: "startedAt", descending: true },
  });
});

it.each([
  "limit=0",
  "limit=501",
  "limit=1e2",
  "limit=-1",
  "deletable=yes",
  "protected=1",
  "sort=foo",
  "sort=--name",
  "cursor=%25",
  "cursor=bm8",
  "rank=-1",
  "rank=1.5",
  "rank=1&cursor=WyJhIiwiYiIsImMiXQ",
  "region=CN_X",
  "status=a b",
  "tag==x",
  "q=%00",
])("refuses %s and names the parameter", (text) => {
  expect(() => parse(text)).toThrow(
    expect.objectContaining({
      code: "invalid-input",
      params: { parameter: text.slice(0, text.indexOf("=")) },
    }),
  );
});

it("gives any cursor back as it was", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (value) => {
      const cursor = { value, regionId: "cn-hangzhou", templateId: "ip-a" };
      expect(parse(`cursor=${formatCursor(cursor)}`).cursor).toEqual(cursor);
    }),
  );
});

it("never throws anything but invalid-input, whatever the query holds", () => {
  const names = [
    "q",
    "region",
    "status",
    "deletable",
    "protected",
    "tag",
    "resourceGroup",
    "sort",
    "limit",
    "cursor",
    "templateId",
    "action",
    "outcome",
    "actor",
    "from",
    "to",
  ];
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...names), fc.string({ unit: "binary" }))), (pairs) => {
      const params = new URLSearchParams(pairs.map(([k, v]) => [k, v]));
      for (const run of [parseTemplateQuery, parseAuditQuery]) {
        try {
          run(params);
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }
    }),
    { numRuns: 2_000 },
  );
});
