import "server-only";
import type { Selectable } from "kysely";
import type { RegionState } from "@/lib/contracts/template";
import type { DbClock, Trx } from "@/lib/server/context";
import type { Database } from "@/lib/server/db/schema";
import { appendChange } from "./append-change";

export type RegionRow = Selectable<Database["region"]>;

/** A region as the wire shows it. */
export function toRegionState(row: RegionRow): RegionState {
  const failing = row.error_code !== null && row.failing_since !== null;
  return {
    regionId: row.region_id,
    templateCount: row.template_count,
    listedAt: row.listed_at,
    disabled: row.disabled_at !== null,
    error: failing ? { code: row.error_code ?? "", since: row.failing_since ?? "" } : null,
  };
}

/** The region's row, or what stands for one that nothing is known of. */
export async function loadRegion(trx: Trx, regionId: string): Promise<RegionRow> {
  const row = await trx.selectFrom("region").selectAll().where("region_id", "=", regionId).executeTakeFirst();
  return (
    row ?? {
      region_id: regionId,
      listed_at: null,
      error_code: null,
      failing_since: null,
      template_count: 0,
      disabled_by: null,
      disabled_at: null,
      next_try_at: null,
    }
  );
}

/** Writes a region's row and appends a `region` change. The caller holds the changes. */
export async function writeRegion(trx: Trx, clock: DbClock, row: RegionRow): Promise<void> {
  const { region_id, ...columns } = row;
  await trx
    .insertInto("region")
    .values(row)
    .onConflict((conflict) => conflict.column("region_id").doUpdateSet(columns))
    .execute();
  await appendChange(trx, clock, { kind: "region", region: toRegionState({ region_id, ...columns }) });
}
