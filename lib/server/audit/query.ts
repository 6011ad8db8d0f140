import "server-only";
import type { AuditPage } from "@/lib/contracts/audit";
import type { AuditFilter } from "@/lib/contracts/audit-query";
import type { Db } from "../context";
import { matches } from "./filter";
import { LISTED_COLUMNS, toAuditItem } from "./item";

/**
 * A page of the log, newest first. `cursor` is the number of the last event that the reader has (null: from the
 * newest), so what is appended meanwhile moves nothing. Throws `database-unavailable`.
 */
export async function queryAudit(
  db: Db,
  filter: AuditFilter,
  page: { readonly limit: number; readonly cursor: number | null },
): Promise<AuditPage> {
  const rows = await db
    .selectFrom("audit_event")
    .select(LISTED_COLUMNS)
    .where(matches(filter))
    .$if(page.cursor !== null, (query) => query.where("seq", "<", page.cursor ?? 0))
    .orderBy("seq", "desc")
    .limit(page.limit + 1)
    .execute();
  const items = rows.slice(0, page.limit).map(toAuditItem);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > page.limit && last !== undefined ? String(last.seq) : null };
}
