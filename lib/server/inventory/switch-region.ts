import "server-only";
import type { Db, DbClock, Trx } from "@/lib/server/context";
import { holdChanges } from "./hold-changes";
import { loadRegion, writeRegion } from "./region-state";

type Switch = { readonly regionId: string; readonly enabled: boolean; readonly by: string };

/**
 * Writes whether a region is read; `unknown` when our copy holds no such region, `same` when nothing changes. The caller
 * announces the change. Throws `database-unavailable`.
 */
export async function switchRegion(
  trx: Trx,
  clock: DbClock,
  { regionId, enabled, by }: Switch,
): Promise<"changed" | "same" | "unknown"> {
  await holdChanges(trx);
  const known = await trx
    .selectFrom("region")
    .select("disabled_at")
    .where("region_id", "=", regionId)
    .executeTakeFirst();
  if (known === undefined) return "unknown";
  if ((known.disabled_at === null) === enabled) return "same";
  const at = await clock.now(trx);
  await writeRegion(trx, clock, {
    ...(await loadRegion(trx, regionId)),
    disabled_at: enabled ? null : at,
    disabled_by: enabled ? null : by,
    next_try_at: null,
    // What failed before it was switched off says nothing of the time after it.
    ...(enabled ? {} : { error_code: null, failing_since: null }),
  });
  return "changed";
}

/** Regions that an admin has switched off. Throws `database-unavailable`. */
export async function disabledRegions(db: Db): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom("region")
    .select("region_id")
    .where("disabled_at", "is not", null)
    .execute();
  return new Set(rows.map((row) => row.region_id));
}
