import "server-only";
import type { TemplateRef } from "@/lib/contracts/inputs";
import type { Trx } from "@/lib/server/context";
import type { BuildRow } from "./derive-row";
import type { TemplateRow } from "./template-item";

/** The row of a template in our copy, or null. Under holdChanges it stays as read until the transaction ends. */
export async function loadRow(trx: Trx, ref: TemplateRef): Promise<TemplateRow | null> {
  const row = await trx
    .selectFrom("template")
    .selectAll()
    .where("region_id", "=", ref.regionId)
    .where("template_id", "=", ref.templateId)
    .executeTakeFirst();
  return row ?? null;
}

/** All builds of a template in our copy, in no particular order. */
export async function loadBuilds(trx: Trx, ref: TemplateRef): Promise<BuildRow[]> {
  return await trx
    .selectFrom("build")
    .selectAll()
    .where("region_id", "=", ref.regionId)
    .where("template_id", "=", ref.templateId)
    .execute();
}
