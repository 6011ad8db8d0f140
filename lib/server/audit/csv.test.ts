import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvCell } from "./csv";

/** A reader by RFC 4180: records of cells. */
function parseCsv(text: string): string[][] {
  const records: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    records.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end === "\r\n") records.push([]);
    if (end === "") break;
  }
  return records;
}

describe("a cell of the CSV export", () => {
  it("reads back as it was written, whatever it holds", () => {
    const text = fc.string({ unit: fc.constantFrom("a", '"', ",", "\r", "\n", "=", "'", " ", "é") });
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (cells) => {
        const [read] = parseCsv(`${cells.map(csvCell).join(",")}\r\n`);
        expect(read).toEqual(cells.map((cell) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)));
      }),
      { numRuns: 1_000 },
    );
  });

  it("is another record for other cells, but for the apostrophe before a formula", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", '"', ",", "\r", "\n", "="), maxLength: 4 });
    const cells = fc.array(cell, { minLength: 1, maxLength: 3 });
    const harmless = (list: string[]) => list.map((text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text));
    fc.assert(
      fc.property(cells, cells, (one, other) => {
        const same = one.map(csvCell).join(",") === other.map(csvCell).join(",");
        expect(same).toBe(JSON.stringify(harmless(one)) === JSON.stringify(harmless(other)));
      }),
      { numRuns: 1_000 },
    );
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])("never begins like a formula: %j", (text) => {
    expect(parseCsv(csvCell(text))[0]?.[0]).toBe(`'${text}`);
  });

  it("is empty for null, and a number is plain", () => {
    expect([csvCell(null), csvCell(403), csvCell("")]).toEqual(["", "403", ""]);
  });
});
