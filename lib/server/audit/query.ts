import "server-only";
import type { AuditPage } from "@/lib/contracts/audit";
import type { AuditFilter } from "@/lib/contracts/audit-query";
import type { Db } from "../context";
import { matches } from "./filter";
import { LISTED_COLUMNS, toAuditItem } from "./item";
import { seqBounds } from "./time-bounds";

/**
 * A page of the log, newest first. `cursor` is the number of the last event that the reader has (null: from the
 * newest), so what is appended meanwhile moves nothing. Throws `database-unavailable`.
 */
export async function queryAudit(
  db: Db,
  filter: AuditFilter,
  page: { readonly limit: number; readonly cursor: number | null },
): Promise<AuditPage> {
  const { above, upTo } = await seqBounds(db, filter);
  const rows = await db
    .selectFrom("audit_event")
    .select(LISTED_COLUMNS)
    .where(matches(filter))
    .$if(filter.from !== null, (query) => query.where("seq", ">", above))
    .where("seq", "<", Math.min(page.cursor ?? Number.MAX_SAFE_INTEGER, upTo + 1))
    .orderBy("seq", "desc")
    .limit(page.limit + 1)
    .execute();
  const items = rows.slice(0, page.limit).map(toAuditItem);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > page.limit && last !== undefined ? String(last.seq) : null };
}
