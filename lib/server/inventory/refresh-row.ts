import "server-only";
import type { TemplateRef } from "@/lib/contracts/inputs";
import type { DbClock, Trx } from "@/lib/server/context";
import { deriveRow } from "./derive-row";
import { holdChanges } from "./hold-changes";
import { loadHolds } from "./load-holds";
import { loadBuilds, loadRow } from "./load-row";
import { loadStarters } from "./load-starters";
import { writeRow } from "./write-row";

/**
 * Brings a template's row in line with its builds and what holds it, and appends a `template` change when
 * something of it moved. A template that our copy does not hold is left alone. Throws `database-unavailable`.
 */
export async function refreshRow(trx: Trx, clock: DbClock, ref: TemplateRef): Promise<void> {
  await holdChanges(trx);
  const row = await loadRow(trx, ref);
  if (row === null) return;
  const builds = row.builds_as_of === null ? null : await loadBuilds(trx, ref);
  await writeRow(
    trx,
    clock,
    row,
    deriveRow(builds, await loadHolds(trx, ref), await loadStarters(trx, builds ?? [])),
  );
}
