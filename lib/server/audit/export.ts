import "server-only";
import type { AuditFilter } from "@/lib/contracts/audit-query";
import type { Db } from "../context";
import { csvHeader, csvRecord } from "./csv";
import { latestCut } from "./cut";
import { passesAll } from "./filter";
import { type ListedRow, toAuditItem } from "./item";
import { jsonlLine } from "./jsonl";
import { headSeq, pagesOldestFirst } from "./pages";
import { seqBounds } from "./time-bounds";

export type ExportFormat = "csv" | "jsonl";

/**
 * The events that match, as text in pieces of up to 1,000 events, oldest first, as the log stood when it began.
 * UTF-8 when encoded. An unfiltered JSONL can be verified without the database: after a cut its first line carries it.
 * Throws `database-unavailable` at any piece.
 */
export async function* exportAudit(
  db: Db,
  filter: AuditFilter,
  format: ExportFormat,
): AsyncGenerator<string> {
  const last = await headSeq(db);
  const cut = await latestCut(db);
  const { above, upTo } = await seqBounds(db, filter);
  const filtered = !passesAll(filter);
  const range = { from: Math.max(cut?.seq ?? 0, above), last: Math.min(last, upTo) };
  if (format === "csv") yield csvHeader;
  let first = true;
  for await (const rows of pagesOldestFirst(db, filter, range)) {
    const line = (row: ListedRow, index: number) =>
      format === "csv"
        ? csvRecord(toAuditItem(row))
        : jsonlLine(row, { filtered, cut: first && index === 0 ? cut : null });
    yield rows.map(line).join("");
    first = false;
  }
}
