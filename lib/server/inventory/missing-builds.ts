import "server-only";
import type { TemplateRef } from "@/lib/contracts/inputs";
import type { Db, Trx } from "@/lib/server/context";

/**
 * IDs of the builds that our copy holds and an answer lacks. An answer that lacks one is not to be trusted with
 * anything that cannot be undone. Throws `database-unavailable`.
 */
export async function missingBuilds(
  db: Db | Trx,
  ref: TemplateRef,
  builds: readonly { readonly id: string }[],
): Promise<string[]> {
  const held = await db
    .selectFrom("build")
    .select("build_id")
    .where("region_id", "=", ref.regionId)
    .where("template_id", "=", ref.templateId)
    .execute();
  const answered = new Set(builds.map((build) => build.id));
  return held.map((row) => row.build_id).filter((id) => !answered.has(id));
}
