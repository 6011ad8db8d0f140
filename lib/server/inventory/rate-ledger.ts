import "server-only";
import type { ExpressionBuilder } from "kysely";
import type { Db, Trx } from "@/lib/server/context";
import type { Database } from "@/lib/server/db/schema";
import {
  grantOf,
  type Lease,
  type Places,
  type RateLedger,
  type WindowKey,
  type WindowUse,
} from "@/lib/server/ecs/rate-window";

/** What the plots show, and a little more. */
const KEPT_MINUTES = 90;
const RECALLED_MINUTES = 30;
/** Of a table of some thousand rows. */
const PRUNE_EVERY_MINUTES = 10;

/** The windows of the budget in the database, shared by every replica. Its calls throw `database-unavailable`. */
export function databaseLedger(db: Db): RateLedger {
  let prunedAt = 0;
  return {
    lease: (lease) => db.transaction().execute((trx) => take(trx, lease)),
    async recall({ regionId, action, window }) {
      const row = await db
        .selectFrom("rate_window")
        .select("rate")
        .where("region_id", "=", regionId)
        .where("action", "=", action)
        .where("minute", ">=", window - RECALLED_MINUTES)
        .where("minute", "<=", window)
        .where("rate", ">", 0)
        .orderBy("minute", "desc")
        .executeTakeFirst();
      return row?.rate ?? null;
    },
    async note(uses) {
      const newest = Math.max(...uses.map((use) => use.window));
      const isTime = newest - prunedAt >= PRUNE_EVERY_MINUTES;
      await db.transaction().execute(async (trx) => {
        for (const use of [...uses].sort(byKey)) await add(trx, use);
        if (isTime)
          await trx
            .deleteFrom("rate_window")
            .where("minute", "<", newest - KEPT_MINUTES)
            .execute();
      });
      if (isTime) prunedAt = newest;
    },
  };
}

async function take(trx: Trx, lease: Lease): Promise<{ granted: number; places: Places }> {
  await begin(trx, lease, lease.limits.limit);
  // The update also locks the row, on either database.
  const row = await trx
    .updateTable("rate_window")
    .set({ rate: lease.limits.limit })
    .where(isRow(lease))
    .returning(["given_collector", "given_user", "throttled"])
    .executeTakeFirstOrThrow();
  const places = { collector: row.given_collector, user: row.given_user, closed: row.throttled > 0 };
  const granted = grantOf(places, lease.limits, lease.share, lease.want);
  const after = { ...places, [lease.share]: places[lease.share] + granted };
  await trx
    .updateTable("rate_window")
    .set({ given_collector: after.collector, given_user: after.user })
    .where(isRow(lease))
    .execute();
  return { granted, places: after };
}

async function add(trx: Trx, use: WindowUse): Promise<void> {
  await begin(trx, use, 0);
  await trx
    .updateTable("rate_window")
    .set((eb) => ({
      sent_collector: eb("sent_collector", "+", use.collector),
      sent_user: eb("sent_user", "+", use.user),
      throttled: eb("throttled", "+", use.throttled),
      throttled_others: eb("throttled_others", "+", use.others),
    }))
    .where(isRow(use))
    .execute();
}

async function begin(trx: Trx, { regionId, action, window }: WindowKey, rate: number): Promise<void> {
  await trx
    .insertInto("rate_window")
    .values({
      region_id: regionId,
      action,
      minute: window,
      rate,
      given_collector: 0,
      given_user: 0,
      sent_collector: 0,
      sent_user: 0,
      throttled: 0,
      throttled_others: 0,
    })
    .onConflict((conflict) => conflict.columns(["region_id", "action", "minute"]).doNothing())
    .execute();
}

function isRow({ regionId, action, window }: WindowKey) {
  return (eb: ExpressionBuilder<Database, "rate_window">) =>
    eb.and({ region_id: regionId, action, minute: window });
}

/** Every process locks rows in the same order. */
function byKey(a: WindowUse, b: WindowUse): number {
  const left = `${a.regionId} ${a.action} ${a.window}`;
  const right = `${b.regionId} ${b.action} ${b.window}`;
  return left < right ? -1 : left > right ? 1 : 0;
}
