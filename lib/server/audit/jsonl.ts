import "server-only";
import { CHAINED_MEMBERS, toChainedEvent } from "./chain";
import type { ChainLine } from "./chain-line";
import type { Cut } from "./cut";
import { EXPORTED_MEMBERS, type ExportedItem, type ListedRow, toExportedItem } from "./item";

/**
 * A line of the JSONL export. One of a filtered export says so, because the chain cannot be followed in it; the first
 * one after a cut carries the cut.
 */
export function jsonlLine(
  row: ListedRow,
  { filtered = false, cut = null }: { readonly filtered?: boolean; readonly cut?: Cut | null } = {},
): string {
  const item = toExportedItem(toChainedEvent(row), row.hash);
  const more = filtered ? { filtered: true } : cut ? { cut } : {};
  return `${JSON.stringify({ ...item, ...more })}\n`;
}

export type ParsedLine =
  | { readonly kind: "event"; readonly line: ChainLine; readonly cut: Cut | null }
  | { readonly kind: "filtered" }
  | { readonly kind: "malformed" };

const MALFORMED: ParsedLine = { kind: "malformed" };

const NAMES: readonly (keyof ExportedItem)[] = EXPORTED_MEMBERS;
const [FIRST = "", ...REST] = NAMES.map((name, index) => `${index === 0 ? "{" : ","}"${name}":`);
const [SEQ, HASH, PREV_HASH] = [NAMES.indexOf("seq"), NAMES.indexOf("hash"), NAMES.indexOf("prevHash")];
const QUOTED = /^"([0-9a-f]{64})"$/;
const COVERED = CHAINED_MEMBERS.map(([member], index) => ({
  before: `${index === 0 ? "{" : ","}"${member}":`,
  token: NAMES.indexOf(member),
}));
const END = /^(null|"[0-9a-f]{64}")(?:(,"filtered":true)|,"cut":(\{.*\}))?\}$/;

/**
 * Takes a line (without its end, a character a byte) apart at the names of its members, without reading its values:
 * put together in the order of the canonical text they have the event's hash only if every byte is as it was written.
 */
export function parseJsonlLine(line: string): ParsedLine {
  if (!line.startsWith(FIRST)) return MALFORMED;
  const tokens: string[] = [];
  let start = FIRST.length;
  for (const name of REST) {
    const end = line.indexOf(name, start);
    if (end === -1) return MALFORMED;
    tokens.push(line.slice(start, end));
    start = end + name.length;
  }
  const [, last, filtered, cut] = END.exec(line.slice(start)) ?? [];
  if (last === undefined) return MALFORMED;
  if (filtered !== undefined) return { kind: "filtered" };
  tokens.push(last);
  const parsed = cut === undefined ? null : parseCut(cut);
  if (parsed === "malformed") return MALFORMED;

  const [, hash] = QUOTED.exec(tokens[HASH] ?? "") ?? [];
  if (hash === undefined) return MALFORMED;
  let covered = "";
  for (const { before, token } of COVERED) covered += before + tokens[token];
  covered += "}";
  const [seq = "", prevHash = ""] = [tokens[SEQ], tokens[PREV_HASH]];
  return { kind: "event", line: { covered, encoding: "latin1", hash, seq, prevHash }, cut: parsed };
}

/** A cut exactly as `jsonlLine` writes it. */
function parseCut(text: string): Cut | "malformed" {
  try {
    const { seq, hash, count, at, eventSeq, publicKey, signature } = JSON.parse(text) as Cut;
    const numbers = [seq, count, eventSeq].every(Number.isSafeInteger);
    const cut = { seq, hash, count, at, eventSeq, publicKey, signature };
    return numbers && JSON.stringify(cut) === text ? cut : "malformed";
  } catch {
    return "malformed";
  }
}
