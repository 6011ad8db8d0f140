import fc from "fast-check";
import { expect, it } from "vitest";
import type { Db } from "../context";
import { eachDatabase } from "../db/testing/databases";
import { chainRow, type NewAuditEvent } from "./append";
import { storable } from "./canonical";
import { GENESIS_HASH, toChainedEvent } from "./chain";
import { chainPage } from "./chain-pages";

const event: NewAuditEvent = { actor: "a", action: "template.delete", phase: "intent", outcome: null };

/** Every character of the basic plane, and some above it, a few hundred to a text. */
const CHARACTERS = Array.from({ length: 0x300 }, (_, row) =>
  Array.from({ length: 0x100 }, (_, column) => String.fromCodePoint(row * 0x100 + column)).join(""),
).map(storable);

async function write(db: Db, texts: readonly string[]) {
  const rows = texts.map((text, index) =>
    chainRow(
      { ...event, reason: text, templateName: text, snapshot: text, httpStatus: index },
      {
        ...{ seq: index + 1, at: "2026-01-31T08:00:00.000Z", prevHash: GENESIS_HASH },
      },
    ),
  );
  for (let start = 0; start < rows.length; start += 100)
    await db
      .insertInto("audit_event")
      .values(rows.slice(start, start + 100))
      .execute();
  return rows;
}

async function read(db: Db) {
  const lines = [];
  for (let after = 0; ; ) {
    const page = await chainPage(db, after, Number.MAX_SAFE_INTEGER);
    if (page.last === null) return lines;
    lines.push(...page.lines);
    after = page.last;
  }
}

eachDatabase("the canonical text that the database writes", (open) => {
  it("is ours, byte for byte, whatever character an event holds", async () => {
    const { db } = await open();
    const strings = fc.sample(fc.string({ unit: "binary", maxLength: 60 }), { numRuns: 300, seed: 1 });
    const rows = await write(db, [...CHARACTERS, ...strings.map(storable)]);
    const lines = await read(db);
    expect(lines).toHaveLength(rows.length);
    for (const [index, line] of lines.entries()) {
      const row = rows[index];
      const ours = row ? JSON.stringify(toChainedEvent(row)) : "";
      expect(Buffer.from(line.covered, line.encoding).toString("utf8")).toBe(ours);
      expect(Buffer.from(line.snapshot ?? "").toString("utf8")).toBe(row?.snapshot);
      expect(line.hash).toBe(row?.hash);
    }
  });
});
