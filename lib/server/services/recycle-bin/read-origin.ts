import "server-only";
import type { TemplateRef } from "@/lib/contracts/inputs";
import type { TemplateDetail } from "@/lib/contracts/template";
import type { Db } from "@/lib/server/context";
import { pastBuilds } from "./past-builds";

/** The deleted template that this one was restored from, with its kept builds; null when it was not. Throws `database-unavailable`. */
export async function readOrigin(db: Db, ref: TemplateRef): Promise<TemplateDetail["restoredFrom"]> {
  const row = await db
    .selectFrom("template_archive")
    .select(["template_id", "archived_at", "builds"])
    .where("restored_as", "=", ref.templateId)
    .where("region_id", "=", ref.regionId)
    .orderBy("id", "desc")
    .executeTakeFirst();
  if (row === undefined) return null;
  return { templateId: row.template_id, goneAt: row.archived_at, builds: pastBuilds(row.builds) };
}
