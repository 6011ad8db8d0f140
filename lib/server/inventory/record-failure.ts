import "server-only";
import type { TemplateRef } from "@/lib/contracts/inputs";
import type { AppErrorCode } from "@/lib/domain/app-error";
import type { DbClock, Trx } from "@/lib/server/context";
import { holdChanges } from "./hold-changes";
import { loadRow } from "./load-row";
import { loadRegion, writeRegion } from "./region-state";
import { writeRow } from "./write-row";

/** `began` is when the failed read began, database time. */
export type Failure = { readonly began: string; readonly code: AppErrorCode };

/**
 * A listing that failed: the region says so and since when; nothing that is known of its templates changes.
 * A failure that is older than the last complete listing is no news. Throws `database-unavailable`.
 */
export async function recordListingFailure(
  trx: Trx,
  clock: DbClock,
  failure: Failure & { readonly regionId: string },
): Promise<void> {
  await holdChanges(trx);
  const row = await loadRegion(trx, failure.regionId);
  if (row.listed_at !== null && row.listed_at > failure.began) return;
  if (row.error_code === failure.code) return;
  await writeRegion(trx, clock, {
    ...row,
    error_code: failure.code,
    failing_since: row.failing_since ?? failure.began,
  });
}

/**
 * A read of a template's builds that failed: the row says so and keeps status and age. Throws `database-unavailable`.
 */
export async function recordBuildsFailure(
  trx: Trx,
  clock: DbClock,
  failure: Failure & TemplateRef,
): Promise<void> {
  await holdChanges(trx);
  const row = await loadRow(trx, failure);
  if (row === null || (row.builds_as_of !== null && row.builds_as_of > failure.began)) return;
  await writeRow(trx, clock, row, { builds_error: failure.code });
}
