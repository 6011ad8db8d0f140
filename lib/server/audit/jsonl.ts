import "server-only";
import { type ChainedEvent, orderForHash, toChainedEvent } from "./chain";
import { type ExportedItem, type ListedRow, toExportedItem } from "./item";

/** A line of the JSONL export. One of a filtered export says so, because the chain cannot be followed in it. */
export function jsonlLine(row: ListedRow, filtered: boolean): string {
  const item = toExportedItem(toChainedEvent(row), row.hash);
  return `${JSON.stringify(filtered ? { ...item, filtered: true } : item)}\n`;
}

export type ParsedLine =
  | { readonly kind: "event"; readonly event: ChainedEvent; readonly hash: string }
  | { readonly kind: "filtered" }
  | { readonly kind: "malformed" };

// Fatal, and the BOM kept: bytes that are no UTF-8 must not pass as the character that stands for them.
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Reads the bytes of a line (without its end) exactly as `jsonlLine` writes it; any other byte is malformed. */
export function parseJsonlLine(bytes: Uint8Array): ParsedLine {
  let line: string;
  let value: unknown;
  try {
    line = utf8.decode(bytes);
    value = JSON.parse(line);
  } catch {
    return { kind: "malformed" };
  }
  if (typeof value !== "object" || value === null) return { kind: "malformed" };
  if ("filtered" in value) return { kind: "filtered" };
  const item = value as ExportedItem;
  const event = orderForHash(item);
  const same = JSON.stringify(toExportedItem(event, item.hash)) === line;
  return same ? { kind: "event", event, hash: item.hash } : { kind: "malformed" };
}
