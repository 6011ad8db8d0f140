import "server-only";
import type { RateLine, RateMinute, RateOperation } from "@/lib/contracts/regions";
import { RATE_OPERATIONS } from "@/lib/contracts/regions";
import type { Db, DbClock } from "@/lib/server/context";
import { OPERATIONS } from "@/lib/server/ecs/operations";

const MINUTES = 60;
const NOTHING: RateMinute = { collector: 0, user: 0, throttledOurs: 0, throttledOthers: 0, limit: null };

/**
 * The calls of the last hour by region, an operation a line, the busiest first. Minutes are the endpoint's: where its clock
 * is ahead of the database's, the hour ends at its newest minute. Throws `database-unavailable`.
 */
export async function readRates(db: Db, clock: DbClock): Promise<ReadonlyMap<string, readonly RateLine[]>> {
  const minuteNow = Math.floor(Date.parse(await clock.now(db)) / 60_000);
  const rows = await db.selectFrom("rate_window").selectAll().orderBy("minute").execute();
  const newest = Math.max(minuteNow, rows.at(-1)?.minute ?? 0);
  const lines = new Map<string, Map<string, RateMinute[]>>();
  for (const row of rows) {
    const index = row.minute - newest + MINUTES - 1;
    if (index < 0) continue;
    const ofRegion = lines.get(row.region_id) ?? new Map<string, RateMinute[]>();
    lines.set(row.region_id, ofRegion);
    const minutes = ofRegion.get(row.action) ?? Array.from({ length: MINUTES }, () => NOTHING);
    ofRegion.set(row.action, minutes);
    minutes[index] = {
      collector: Math.max(0, row.sent_collector),
      user: Math.max(0, row.sent_user),
      throttledOurs: row.throttled - row.throttled_others,
      throttledOthers: row.throttled_others,
      limit: row.rate > 0 ? row.rate : null,
    };
  }
  return new Map(
    [...lines].map(([regionId, ofRegion]) => [
      regionId,
      [...ofRegion]
        .map(([action, minutes]) => ({ action, minutes, operation: operationOf(action) }))
        .sort((a, b) => sent(b.minutes) - sent(a.minutes) || (a.action < b.action ? -1 : 1)),
    ]),
  );
}

function operationOf(action: string): RateOperation | null {
  return RATE_OPERATIONS.find((operation) => operation === OPERATIONS[action]) ?? null;
}

function sent(minutes: readonly RateMinute[]): number {
  return minutes.reduce((sum, minute) => sum + minute.collector + minute.user, 0);
}
