import "server-only";
import type { Db, DbClock, Trx } from "@/lib/server/context";

/** Leadership as somebody holds it. `token` rises with each new holder; it is what writes are checked against. */
export type Lease = { readonly name: string; readonly holder: string; readonly token: number };

type Terms = { readonly name: string; readonly holder: string; readonly ttlMs: number };

/**
 * Takes a lease that nobody holds, whose time is over, or that the same holder left behind; null when another has it.
 * Times are the database's. Throws `database-unavailable`.
 */
export async function takeLease(
  db: Db,
  clock: DbClock,
  { name, holder, ttlMs }: Terms,
): Promise<Lease | null> {
  return await db.transaction().execute(async (trx) => {
    const now = await clock.now(trx);
    const expires_at = later(now, ttlMs);
    const inserted = await trx
      .insertInto("lease")
      .values({ name, holder, token: 1, expires_at })
      .onConflict((conflict) => conflict.column("name").doNothing())
      .executeTakeFirst();
    if (inserted.numInsertedOrUpdatedRows === 1n) return { name, holder, token: 1 };
    const taken = await trx
      .updateTable("lease")
      .set((eb) => ({ holder, expires_at, token: eb("token", "+", 1) }))
      .where("name", "=", name)
      .where((eb) => eb.or([eb("expires_at", "<=", now), eb("holder", "=", holder)]))
      .returning("token")
      .executeTakeFirst();
    return taken ? { name, holder, token: taken.token } : null;
  });
}

/** Prolongs a lease; false when another holder has taken it meanwhile. Throws `database-unavailable`. */
export async function renewLease(db: Db, clock: DbClock, lease: Lease, ttlMs: number): Promise<boolean> {
  const expires_at = later(await clock.now(db), ttlMs);
  const renewed = await db
    .updateTable("lease")
    .set({ expires_at })
    .where("name", "=", lease.name)
    .where("token", "=", lease.token)
    .executeTakeFirst();
  return renewed.numUpdatedRows === 1n;
}

/** Gives a lease back, so that another may take it at once. Throws `database-unavailable`. */
export async function releaseLease(db: Db, clock: DbClock, lease: Lease): Promise<void> {
  const expires_at = await clock.now(db);
  await db
    .updateTable("lease")
    .set({ expires_at })
    .where("name", "=", lease.name)
    .where("token", "=", lease.token)
    .execute();
}

/** Whether the lease is still this holder's. Asked in the transaction that writes, nothing late gets in between. */
export async function holdsLease(trx: Trx, lease: Lease): Promise<boolean> {
  const row = await trx
    .selectFrom("lease")
    .select("token")
    .where("name", "=", lease.name)
    .where("token", "=", lease.token)
    .executeTakeFirst();
  return row !== undefined;
}

function later(iso: string, ms: number): string {
  return new Date(Date.parse(iso) + ms).toISOString();
}
