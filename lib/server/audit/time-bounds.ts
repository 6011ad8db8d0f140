import "server-only";
import type { AuditFilter } from "@/lib/contracts/audit-query";
import type { Db } from "../context";

/** A database's clock may be set back; by more than this between two events it is not. */
const SET_BACK_MS = 24 * 60 * 60 * 1_000;

/** Numbers between which a filter's times lie: above the one, up to the other. */
export type SeqBounds = { readonly above: number; readonly upTo: number };

/**
 * Bounds by number for the times of a filter, so that a page of long ago is found without passing by all that is
 * newer. They are wider by a day on both sides, because numbers, not times, are the order of the log.
 * Throws `database-unavailable`.
 */
export async function seqBounds(db: Db, { from, to }: AuditFilter): Promise<SeqBounds> {
  const above = from === null ? undefined : await nearest(db, "<", shifted(from, -SET_BACK_MS), "desc");
  const upTo = to === null ? undefined : await nearest(db, ">=", shifted(to, SET_BACK_MS), "asc");
  return { above: above ?? 0, upTo: upTo ?? Number.MAX_SAFE_INTEGER };
}

async function nearest(
  db: Db,
  compare: "<" | ">=",
  at: string,
  order: "asc" | "desc",
): Promise<number | undefined> {
  const row = await db
    .selectFrom("audit_event")
    .select("seq")
    .where("at", compare, at)
    .orderBy("at", order)
    .limit(1)
    .executeTakeFirst();
  return row?.seq;
}

function shifted(at: string, ms: number): string {
  return new Date(Date.parse(at) + ms).toISOString();
}
