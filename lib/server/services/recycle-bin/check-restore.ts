import "server-only";
import type { TemplateRef } from "@/lib/contracts/inputs";
import type { RestoreCheck } from "@/lib/contracts/recycle-bin";
import { isAppError } from "@/lib/domain/app-error";
import { checkRestorable } from "@/lib/domain/check-restorable";
import type { CreateRequest } from "@/lib/domain/create-request";
import type { Finding } from "@/lib/domain/finding";
import { toCreateRequest } from "@/lib/domain/to-create-request";
import { requirePermission } from "@/lib/server/auth/require-permission";
import type { Ctx } from "@/lib/server/context";
import { type Archived, findArchived } from "./find-archived";
import { pastBuilds } from "./past-builds";

const LOOK = { share: "user", deadlineMs: 6_000 } as const;

/**
 * What ECS would refuse of an archived definition, by its documented rules and by looking whether base image and
 * regions are still there. What could not be looked at is said as such. It changes nothing and records nothing.
 * Throws AppError `forbidden`, `not-in-bin`, `already-restored`, `restore-in-progress`, `database-unavailable`.
 */
export async function checkRestore(ctx: Ctx, ref: TemplateRef): Promise<RestoreCheck> {
  requirePermission(ctx, "template.write");
  const archived = await findArchived(ctx, ctx.db, ref);
  const { request, left } = toCreateRequest(archived.definition);
  const looked = await Promise.all([
    lookAtBase(ctx, ref.regionId, request),
    lookAtRegions(ctx, request),
    lookAtAccount(ctx, archived),
    lookAtName(ctx, ref, archived.name),
  ]);
  const findings: readonly Finding[] = [
    ...checkRestorable(request),
    ...looked.flat(),
    ...left.map((name): Finding => note("not-carried", { field: name })),
  ];
  return {
    findings: [...findings].sort((a, b) => Number(b.weight === "refused") - Number(a.weight === "refused")),
    baseImage: request.BaseImage ?? null,
    buildCount: pastBuilds(archived.builds).length,
  };
}

const note = (rule: Finding["rule"], params: Finding["params"] = {}): Finding => ({
  weight: "note",
  rule,
  params,
});

async function lookAtBase(ctx: Ctx, regionId: string, request: CreateRequest): Promise<Finding[]> {
  const { BaseImage: base, BaseImageType: type } = request;
  if (base === undefined || (type !== "IMAGE" && type !== "IMAGE_FAMILY")) return [];
  return await unlessUnreadable(note("base-unchecked", { value: base }), async () => {
    const found = await ctx.ecs.readImage(regionId, type === "IMAGE" ? { id: base } : { family: base }, LOOK);
    return found === null ? [{ weight: "refused", rule: "base-gone", params: { value: base } }] : [];
  });
}

async function lookAtRegions(ctx: Ctx, { ToRegionId: wanted = [] }: CreateRequest): Promise<Finding[]> {
  if (wanted.length === 0) return [];
  return await unlessUnreadable(note("regions-unchecked"), async () => {
    const known = new Set(await ctx.ecs.readRegions(LOOK));
    const missing = wanted.filter((region) => !known.has(region));
    return missing.map((region) => ({ weight: "refused", rule: "region-gone", params: { value: region } }));
  });
}

async function lookAtAccount(ctx: Ctx, { account }: Archived): Promise<Finding[]> {
  if (account === null) return [];
  return await unlessUnreadable(note("base-unchecked", { value: account }), async () =>
    (await ctx.ecs.account()) === account ? [] : [note("other-account", { value: account })],
  );
}

/** ECS takes two templates of one name; people may not want them. */
async function lookAtName(ctx: Ctx, ref: TemplateRef, name: string): Promise<Finding[]> {
  const other = await ctx.db
    .selectFrom("template")
    .select("template_id")
    .where("region_id", "=", ref.regionId)
    .where("name", "=", name)
    .executeTakeFirst();
  return other ? [note("same-name", { value: other.template_id })] : [];
}

async function unlessUnreadable(unread: Finding, look: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await look();
  } catch (error) {
    if (isAppError(error) && error.code !== "database-unavailable") return [unread];
    throw error;
  }
}
