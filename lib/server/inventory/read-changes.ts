import "server-only";
import type { Db } from "@/lib/server/context";

/** A change as it goes over the wire: its number, and the JSON text of a LiveChange. */
export type NumberedChange = {
  readonly seq: number;
  readonly text: string;
  /** Of changes with the same key only the newest matters; null: each one counts. */
  readonly key: string | null;
};

/** How many readChanges brings at most. */
export const CHANGES_AT_ONCE = 500;

/** The next changes after a number, oldest first, a part at a time; empty when there are none. */
export async function readChanges(db: Db, after: number): Promise<NumberedChange[]> {
  const rows = await db
    .selectFrom("change")
    .select(["seq", "payload", "kind", "region_id", "template_id"])
    .where("seq", ">", after)
    .orderBy("seq")
    .limit(CHANGES_AT_ONCE)
    .execute();
  return rows.map((row) => ({ seq: row.seq, text: row.payload, key: keyOf(row) }));
}

function keyOf(row: { kind: string; region_id: string | null; template_id: string | null }): string | null {
  if (row.kind === "region") return row.region_id;
  return row.kind === "template" || row.kind === "template-gone"
    ? `${row.region_id}/${row.template_id}`
    : null;
}

/** Number of the newest change, 0 before the first. */
export async function newestChange(db: Db): Promise<number> {
  const row = await db.selectFrom("counter").select("value").where("name", "=", "change").executeTakeFirst();
  return row?.value ?? 0;
}

/** Whether every change after `since` is still kept; false also for a number that is not of this database. */
export async function canGoOnFrom(db: Db, since: number, newest: number): Promise<boolean> {
  if (since === newest) return true;
  if (since > newest) return false;
  const row = await db
    .selectFrom("change")
    .select(({ fn }) => fn.min("seq").as("oldest"))
    .executeTakeFirst();
  return row?.oldest != null && Number(row.oldest) <= since + 1;
}
