import { appendFileSync, existsSync, readFileSync, renameSync, truncateSync, writeFileSync } from "node:fs";
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

/**
 * Opens a journal in a file of one JSON value a line, or begins it. Throws JournalError when it was begun with
 * another seed, number of templates or set of regions, or cannot be read.
 */
export function openJournal(path: string, wanted: Header): Journal {
  const lines = existsSync(path) ? linesOf(path) : [];
  const [first, ...rest] = lines.map((line, index) => parse(line, index + 1, path));
  const header = first ? checkHeader(first, wanted, path) : wanted;
  const head = { format: FORMAT, ...header };
  if (!first) write(path, [head]);
  return {
    header,
    entries: rest as unknown as Entry[],
    append: (entry) => appendFileSync(path, `${JSON.stringify(entry)}\n`),
    restart: (reset) => write(path, [head, reset]),
  };
}
