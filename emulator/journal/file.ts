import {
  appendFileSync,
  existsSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { type Entry, type Header, type Journal, JournalError } from "./journal";

const FORMAT = "imagekeeper-ecs-endpoint-1";

const FRESH = "npm start -- --fresh begins anew";

/** The lines of a file; a last one that was not written to its end is cut off, in the file too. */
function linesOf(path: string): string[] {
  const bytes = readFileSync(path);
  const end = bytes.lastIndexOf(10) + 1;
  if (end < bytes.length) truncateSync(path, end);
  return bytes.toString("utf8", 0, end).split("\n").slice(0, -1);
}

function parse(line: string, number: number, path: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {
    // answered below, with the place
  }
  throw new JournalError(`--state: line ${number} of ${path} cannot be read; ${FRESH}`);
}

/** Refuses a file that was begun with another world: the first option that differs is named. */
function checkHeader(found: Record<string, unknown>, wanted: Header, path: string): Header {
  if (found.format !== FORMAT || typeof found.startedAt !== "number") {
    throw new JournalError(`--state: ${path} is no state file of this endpoint; ${FRESH}`);
  }
  for (const option of ["seed", "templates", "regions"] as const) {
    const [before, now] = [String(found[option]), String(wanted[option])];
    if (before !== now) {
      throw new JournalError(`--${option} is ${now}, but ${path} was begun with ${before}; ${FRESH}`);
    }
  }
  return { ...wanted, startedAt: found.startedAt };
}

function write(path: string, values: readonly object[]): void {
  const draft = `${path}.new`;
  writeFileSync(draft, values.map((value) => `${JSON.stringify(value)}\n`).join(""), { mode: 0o600 });
  renameSync(draft, path);
}

/** Appends a text to a file, or throws having written a part of it. */
export type AppendText = (path: string, text: string) => void;

/** Appends a line whole or not at all: what a full disk took of it is cut off again. */
function appendLine(path: string, line: string, append: AppendText): void {
  const { size } = statSync(path);
  try {
    append(path, line);
  } catch (error) {
    truncateSync(path, size);
    throw error;
  }
}

/**
 * Opens a journal in a file of one JSON value a line, or begins it. Throws JournalError when it was begun with
 * another seed, number of templates or set of regions, or cannot be read.
 */
export function openJournal(path: string, wanted: Header, append: AppendText = appendFileSync): Journal {
  const lines = existsSync(path) ? linesOf(path) : [];
  const [first, ...rest] = lines.map((line, index) => parse(line, index + 1, path));
  const header = first ? checkHeader(first, wanted, path) : wanted;
  const head = { format: FORMAT, ...header };
  if (!first) write(path, [head]);
  return {
    header,
    entries: rest as unknown as Entry[],
    append: (entry) => appendLine(path, `${JSON.stringify(entry)}\n`, append),
    restart: (reset) => write(path, [head, reset]),
  };
}
