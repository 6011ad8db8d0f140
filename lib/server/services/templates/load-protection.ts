import "server-only";
import type { TemplateRef } from "@/lib/contracts/inputs";
import type { Db, Trx } from "@/lib/server/context";

/** Who protects a template, why and since when; null when nobody does. Throws `database-unavailable`. */
export async function loadProtection(db: Db | Trx, ref: TemplateRef) {
  const row = await db
    .selectFrom("protection")
    .select(["actor", "reason", "at"])
    .where("region_id", "=", ref.regionId)
    .where("template_id", "=", ref.templateId)
    .executeTakeFirst();
  return row ?? null;
}
