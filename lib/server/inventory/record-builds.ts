import "server-only";
import type { TemplateRef } from "@/lib/contracts/inputs";
import { isFinished } from "@/lib/domain/build-status";
import type { Db, DbClock, Trx } from "@/lib/server/context";
import type { BuildRead } from "@/lib/server/ecs/types";
import { type BuildRow, deriveRow } from "./derive-row";
import { holdChanges } from "./hold-changes";
import { loadHolds } from "./load-holds";
import { loadBuilds, loadRow } from "./load-row";
import { loadStarters } from "./load-starters";
import { type Merge, mergeBuilds } from "./merge-builds";
import type { TemplateRow } from "./template-item";
import { writeRow } from "./write-row";

/** A complete read of all builds of a template. `began` is database time, taken before the first page was asked for. */
export type BuildsRead = TemplateRef & { readonly began: string; readonly builds: readonly BuildRead[] };

/**
 * Writes a complete read of a template's builds into our copy, in the transaction given or in one of its own.
 * Answers with the row as it is now; null when our copy does not hold the template, which changes nothing.
 * A read that began before the one on record changes nothing either. Throws `database-unavailable`.
 */
export async function recordBuilds(
  executor: Db | Trx,
  clock: DbClock,
  read: BuildsRead,
): Promise<TemplateRow | null> {
  if (executor.isTransaction) return await record(executor as Trx, clock, read);
  return await executor.transaction().execute((trx) => record(trx, clock, read));
}

async function record(trx: Trx, clock: DbClock, read: BuildsRead): Promise<TemplateRow | null> {
  await holdChanges(trx);
  const row = await loadRow(trx, read);
  if (row === null) return null;
  if (row.builds_as_of !== null && row.builds_as_of > read.began) return row;
  const merge = mergeBuilds(await loadBuilds(trx, read), read.builds, read, read.began);
  await writeBuilds(trx, read, merge);
  const trusted = !lacksWhatMatters(merge.builds);
  return await writeRow(trx, clock, row, {
    // The row keeps the age of what it shows: an answer without the build that it shows is no news of it.
    ...(trusted ? { builds_as_of: read.began, builds_error: null } : { builds_error: "ecs-unreadable" }),
    ...deriveRow(merge.builds, await loadHolds(trx, read), await loadStarters(trx, merge.builds)),
  });
}

/** Whether the answer lacked a running build or the latest one, which we therefore still hold. */
function lacksWhatMatters(builds: readonly BuildRow[]): boolean {
  const newest = builds
    .map((build) => build.created_at)
    .sort()
    .at(-1);
  return builds.some(
    (build) => build.missing_since !== null && (!isFinished(build.status) || build.created_at === newest),
  );
}

async function writeBuilds(trx: Trx, ref: BuildsRead, merge: Merge): Promise<void> {
  if (merge.remove.length > 0) {
    await ofTemplate(trx, ref).where("build_id", "in", merge.remove).execute();
  }
  for (const rows of chunks(merge.write, 200)) {
    await trx
      .insertInto("build")
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(["region_id", "template_id", "build_id"]).doUpdateSet((eb) => ({
          status: eb.ref("excluded.status"),
          created_at: eb.ref("excluded.created_at"),
          modified_at: eb.ref("excluded.modified_at"),
          image_id: eb.ref("excluded.image_id"),
          message: eb.ref("excluded.message"),
          error_code: eb.ref("excluded.error_code"),
          error_info: eb.ref("excluded.error_info"),
          seen_at: eb.ref("excluded.seen_at"),
          missing_since: eb.ref("excluded.missing_since"),
        })),
      )
      .execute();
  }
  await trx
    .updateTable("build")
    .set({ seen_at: ref.began })
    .where("region_id", "=", ref.regionId)
    .where("template_id", "=", ref.templateId)
    .where("missing_since", "is", null)
    .where("seen_at", "<", ref.began)
    .execute();
}

function ofTemplate(trx: Trx, ref: TemplateRef) {
  return trx
    .deleteFrom("build")
    .where("region_id", "=", ref.regionId)
    .where("template_id", "=", ref.templateId);
}

function* chunks<T>(all: readonly T[], size: number): Generator<T[]> {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size);
}
