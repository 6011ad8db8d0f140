import "server-only";
import type { AuditItem } from "@/lib/contracts/audit";

export const CSV_FIELDS = [
  "seq",
  "at",
  "actor",
  "action",
  "phase",
  "outcome",
  "intentSeq",
  "regionId",
  "templateId",
  "templateName",
  "buildId",
  "buildStatus",
  "reason",
  "ecsCode",
  "httpStatus",
  "requestId",
  "hash",
] as const satisfies readonly (keyof AuditItem)[];

/** The first record: the names of the fields. */
export const csvHeader = `${CSV_FIELDS.join(",")}\r\n`;

/** An item as a record by RFC 4180; null is an empty cell. */
export function csvRecord(item: AuditItem): string {
  return `${CSV_FIELDS.map((field) => csvCell(item[field])).join(",")}\r\n`;
}

/** A cell that a spreadsheet would take as a formula gets a leading apostrophe. */
export function csvCell(value: string | number | null): string {
  if (value === null) return "";
  const text = String(value);
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
