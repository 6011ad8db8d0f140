import { bad } from "../../refusal";
import type { Command } from "./commands";

const PAIRS = /^(?:[A-Za-z_][\w.-]*="(?:[^"\\]|\\.)*"(?:\s+|$))+$/s;

const LABELS = /^(?:(?:[\w./-]+|"[^"]+")=(?:"(?:[^"\\]|\\.)*"|[^\s"]+)(?:\s+|$))+$/s;

const URL_WITH_QUERY = /^https?:\/\/[^\s]*\?/;

function isEnv(rest: string): boolean {
  const [first = ""] = rest.split(/\s/, 1);
  return first.includes("=") ? PAIRS.test(rest) : /^[A-Za-z_][\w.-]*\s+\S/.test(rest);
}

function isCopy(rest: string): boolean {
  const parts = rest.split(/\s+/);
  const [from = "", to = ""] = parts;
  return parts.length === 2 && !URL_WITH_QUERY.test(from) && !/^https?:/.test(to);
}

/** Exec form is a JSON array of texts; everything else is a line for the shell. */
function isStartLine(rest: string): boolean {
  if (!rest.startsWith("[")) return true;
  try {
    const list: unknown = JSON.parse(rest);
    return Array.isArray(list) && list.length > 0 && list.every((part) => typeof part === "string");
  } catch {
    return false;
  }
}

/** The commands that take something, and whether they take this. */
const TAKES: ReadonlyMap<string, (rest: string) => boolean> = new Map([
  ["RUN", (rest: string) => !rest.includes("\0")],
  ["ENV", isEnv],
  ["WORKDIR", (rest: string) => /^[^\s"'`;|&<>]+$/.test(rest)],
  ["COPY", isCopy],
  ["USER", (rest: string) => /^[A-Za-z_][\w.-]*(:[A-Za-z_][\w.-]*)?$/.test(rest)],
  ["LABEL", (rest: string) => LABELS.test(rest)],
  ["CMD", isStartLine],
  ["ENTRYPOINT", isStartLine],
]);

/**
 * Checks one Dockerfile-like command by itself. Throws 400 EmptyCommandContent.*, InvalidCommandContent.*,
 * NotEmptyCommandContent.RESTART, InvalidImageTemplateCommand.NotSupported, or `malformed` where the reference
 * names no code of its own (a broken LABEL).
 */
export function checkCommand({ name, rest, dangling }: Command, malformed: string): void {
  if (name === "RESTART") {
    if (rest !== "") throw bad("NotEmptyCommandContent.RESTART", "RESTART takes nothing.");
    return;
  }
  const takes = TAKES.get(name);
  if (!takes) {
    throw bad(
      "InvalidImageTemplateCommand.NotSupported",
      `The command ${name.slice(0, 40)} is not supported.`,
    );
  }
  if (rest === "") throw bad(`EmptyCommandContent.${name}`, `${name} takes something.`);
  if (dangling || !takes(rest)) {
    throw bad(
      name === "LABEL" ? malformed : `InvalidCommandContent.${name}`,
      `The content of ${name} is not valid.`,
    );
  }
}
