import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openJournal } from "./file";

const HEADER = { seed: "1", templates: 2, regions: ["cn-hangzhou"], startedAt: 0 };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "journal-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

it("what a full disk took of a line is cut off: the next line and the next start find whole lines", () => {
  const path = join(folder, "state.jsonl");
  let isFull = false;
  const journal = openJournal(path, HEADER, (file, text) => {
    appendFileSync(file, isFull ? text.slice(0, 9) : text);
    if (isFull) throw new Error("ENOSPC");
  });
  journal.append({ kind: "clock", ms: 1 });
  const before = readFileSync(path, "utf8");
  isFull = true;
  expect(() => journal.append({ kind: "clock", ms: 2 })).toThrow("ENOSPC");
  expect(readFileSync(path, "utf8")).toBe(before);
  isFull = false;
  journal.append({ kind: "clock", ms: 3 });
  expect(openJournal(path, HEADER).entries).toEqual([
    { kind: "clock", ms: 1 },
    { kind: "clock", ms: 3 },
  ]);
});
