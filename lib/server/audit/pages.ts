import "server-only";
import type { AuditFilter } from "@/lib/contracts/audit-query";
import type { Db } from "../context";
import { matches } from "./filter";
import { LISTED_COLUMNS, type ListedRow } from "./item";

const PAGE = 1_000;

/** The number of the newest event, 0 when there is none. Throws `database-unavailable`. */
export async function headSeq(db: Db): Promise<number> {
  const row = await db
    .selectFrom("audit_event")
    .select((eb) => eb.fn.max("seq").as("seq"))
    .executeTakeFirst();
  return row?.seq ?? 0;
}

/** The events that match after number `from` up to `last`, oldest first; pages by key, so memory stays bounded. */
export async function* pagesOldestFirst(
  db: Db,
  filter: AuditFilter,
  { from, last }: { readonly from: number; readonly last: number },
): AsyncGenerator<ListedRow[]> {
  for (let after = from; ; ) {
    const rows = await db
      .selectFrom("audit_event")
      .select(LISTED_COLUMNS)
      .where(matches(filter))
      .where("seq", ">", after)
      .where("seq", "<=", last)
      .orderBy("seq")
      .limit(PAGE)
      .execute();
    if (rows.length > 0) yield rows;
    const end = rows.at(-1);
    if (end === undefined || rows.length < PAGE) return;
    after = end.seq;
  }
}
