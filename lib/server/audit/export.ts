import "server-only";
import type { AuditFilter } from "@/lib/contracts/audit-query";
import type { Db } from "../context";
import { csvHeader, csvRecord } from "./csv";
import { passesAll } from "./filter";
import { toAuditItem } from "./item";
import { jsonlLine } from "./jsonl";
import { headSeq, pagesOldestFirst } from "./pages";

export type ExportFormat = "csv" | "jsonl";

/**
 * The events that match, as text in pieces of up to 1,000 events, oldest first, as the log stood when it began.
 * UTF-8 when encoded. An unfiltered JSONL can be verified without the database.
 * Throws `database-unavailable` at any piece.
 */
export async function* exportAudit(
  db: Db,
  filter: AuditFilter,
  format: ExportFormat,
): AsyncGenerator<string> {
  const last = await headSeq(db);
  const filtered = !passesAll(filter);
  if (format === "csv") yield csvHeader;
  for await (const rows of pagesOldestFirst(db, filter, last)) {
    yield rows
      .map((row) => (format === "csv" ? csvRecord(toAuditItem(row)) : jsonlLine(row, filtered)))
      .join("");
  }
}
