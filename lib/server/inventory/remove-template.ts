import "server-only";
import type { TemplateRef } from "@/lib/contracts/inputs";
import { canonical } from "@/lib/server/audit/canonical";
import type { DbClock, Trx } from "@/lib/server/context";
import { nextNumber } from "@/lib/server/db/counter";
import { appendChange } from "./append-change";
import { toBuildRead } from "./build-read";
import { holdChanges } from "./hold-changes";
import { loadBuilds, loadRow } from "./load-row";
import type { TemplateRow } from "./template-item";

/**
 * Takes a template out of our copy: definition and builds go to the archive, a tombstone keeps reads that began
 * before now from bringing it back, and a `template-gone` change is appended. `auditSeq` is the event that tells why.
 * A template that is not in our copy gets its tombstone all the same; answers whether there was a row.
 * Throws `database-unavailable`.
 */
export async function removeTemplate(
  trx: Trx,
  clock: DbClock,
  ref: TemplateRef,
  auditSeq: number,
): Promise<boolean> {
  await holdChanges(trx);
  const at = await clock.now(trx);
  await trx
    .insertInto("tombstone")
    .values({ region_id: ref.regionId, template_id: ref.templateId, at })
    .onConflict((conflict) => conflict.columns(["region_id", "template_id"]).doUpdateSet({ at }))
    .execute();
  // What is gone needs no guard any more; a template that is created again has another ID.
  await trx
    .deleteFrom("protection")
    .where("region_id", "=", ref.regionId)
    .where("template_id", "=", ref.templateId)
    .execute();
  const row = await loadRow(trx, ref);
  if (row === null) return false;
  await archive(trx, row, at, auditSeq);
  await keepBuilds(trx, row);
  await trx
    .deleteFrom("build")
    .where("region_id", "=", ref.regionId)
    .where("template_id", "=", ref.templateId)
    .execute();
  await trx
    .deleteFrom("template")
    .where("region_id", "=", ref.regionId)
    .where("template_id", "=", ref.templateId)
    .execute();
  await trx
    .updateTable("region")
    .set((eb) => ({ template_count: eb("template_count", "-", 1) }))
    .where("region_id", "=", ref.regionId)
    .where("template_count", ">", 0)
    .execute();
  await appendChange(trx, clock, { kind: "template-gone", ...ref });
  return true;
}

async function archive(trx: Trx, row: TemplateRow, at: string, auditSeq: number): Promise<void> {
  const builds = await loadBuilds(trx, { regionId: row.region_id, templateId: row.template_id });
  await trx
    .insertInto("template_archive")
    .values({
      id: await nextNumber(trx, "template_archive"),
      region_id: row.region_id,
      template_id: row.template_id,
      name: row.name,
      definition: row.definition,
      builds: canonical(builds.map(toBuildRead)),
      archived_at: at,
      audit_seq: auditSeq,
    })
    .execute();
}

/** The history of builds outlives its template; the list of all builds reads it from here. */
async function keepBuilds(trx: Trx, row: TemplateRow): Promise<void> {
  const columns = [
    "build_id",
    "status",
    "created_at",
    "modified_at",
    "image_id",
    "message",
    "error_code",
    "error_info",
    "seen_at",
  ] as const;
  await trx
    .insertInto("past_build")
    .columns(["region_id", "template_id", "template_name", ...columns])
    .expression((eb) =>
      eb
        .selectFrom("build")
        .select(["region_id", "template_id", eb.val(row.name).as("template_name"), ...columns])
        .where("region_id", "=", row.region_id)
        .where("template_id", "=", row.template_id),
    )
    .onConflict((conflict) => conflict.columns(["region_id", "template_id", "build_id"]).doNothing())
    .execute();
}
