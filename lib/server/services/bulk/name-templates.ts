import "server-only";
import type { TemplateRef } from "@/lib/contracts/inputs";
import type { Db } from "@/lib/server/context";

/** Names of templates as our copy has them; null for one that it does not hold. Throws `database-unavailable`. */
export async function nameTemplates(
  db: Db,
  refs: readonly TemplateRef[],
): Promise<(ref: TemplateRef) => string | null> {
  const rows = await db
    .selectFrom("template")
    .select(["region_id", "template_id", "name"])
    .where(
      "template_id",
      "in",
      refs.map((ref) => ref.templateId),
    )
    .execute();
  const names = new Map(rows.map((row) => [`${row.region_id}/${row.template_id}`, row.name]));
  return ({ regionId, templateId }) => names.get(`${regionId}/${templateId}`) ?? null;
}
