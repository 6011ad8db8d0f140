import "server-only";
import type { TemplateRef } from "@/lib/contracts/inputs";
import type { Ctx } from "@/lib/server/context";

/** Our copy of a template as far as the delete needs it, or null when we do not hold it. */
export async function loadTemplate(
  ctx: Ctx,
  ref: TemplateRef,
): Promise<{ name: string; definition: string } | null> {
  const row = await ctx.db
    .selectFrom("template")
    .select(["name", "definition"])
    .where("region_id", "=", ref.regionId)
    .where("template_id", "=", ref.templateId)
    .executeTakeFirst();
  return row ?? null;
}
