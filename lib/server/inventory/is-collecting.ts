import "server-only";
import type { Db, DbClock } from "@/lib/server/context";

/** Name of the lease that the collecting replica holds. */
export const COLLECTOR_LEASE = "collector";

/** Whether some replica collects now. Throws `database-unavailable`. */
export async function isCollecting(db: Db, clock: DbClock): Promise<boolean> {
  const now = await clock.now(db);
  const lease = await db
    .selectFrom("lease")
    .select("name")
    .where("name", "=", COLLECTOR_LEASE)
    .where("expires_at", ">", now)
    .executeTakeFirst();
  return lease !== undefined;
}
