import "server-only";
import type { TemplateRef } from "@/lib/contracts/inputs";
import type { TemplateDetail } from "@/lib/contracts/template";
import { AppError } from "@/lib/domain/app-error";
import { requirePermission } from "@/lib/server/auth/require-permission";
import type { Ctx } from "@/lib/server/context";
import { toTemplateItem } from "@/lib/server/inventory/template-item";
import { noteLook } from "@/lib/server/inventory/watching";
import { readOrigin } from "../recycle-bin/read-origin";
import { readChangeSeq } from "./overview";

/** One template of our copy with its builds, newest first. Throws AppError `forbidden`, `not-found`, `database-unavailable`. */
export async function readTemplateDetail(ctx: Ctx, ref: TemplateRef): Promise<TemplateDetail> {
  requirePermission(ctx, "template.read");
  noteLook([{ regionId: ref.regionId, id: ref.templateId }]);
  const changeSeq = await readChangeSeq(ctx);
  const row = await ctx.db
    .selectFrom("template")
    .selectAll()
    .where("region_id", "=", ref.regionId)
    .where("template_id", "=", ref.templateId)
    .executeTakeFirst();
  if (!row) throw new AppError("not-found");
  const builds = await ctx.db
    .selectFrom("build")
    .selectAll()
    .where("region_id", "=", ref.regionId)
    .where("template_id", "=", ref.templateId)
    .orderBy("created_at", "desc")
    .orderBy("build_id", "desc")
    .execute();
  return {
    item: toTemplateItem(row),
    description: row.description,
    createdAt: row.created_at,
    resourceGroupId: row.resource_group_id,
    definition: JSON.parse(row.definition),
    builds: builds.map((build) => ({
      id: build.build_id,
      status: build.status,
      startedAt: build.created_at,
      modifiedAt: build.modified_at,
      imageId: build.image_id,
      message: build.message,
      errorCode: build.error_code,
      errorInfo: build.error_info,
    })),
    restoredFrom: await readOrigin(ctx.db, ref),
    changeSeq,
  };
}
