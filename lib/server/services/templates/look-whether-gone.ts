import "server-only";
import type { TemplateRef } from "@/lib/contracts/inputs";
import { isAppError } from "@/lib/domain/app-error";
import type { Ctx } from "@/lib/server/context";

/** What two reads by ID say of a template. `began` is database time, before the first read. */
export type Look = { readonly state: "gone" | "present" | "unclear"; readonly began: string };

/**
 * Gone: the list by ID is empty AND the builds by ID answer NotFound; one of the two alone proves nothing, an account
 * without permission answers an empty list. Present: listed by ID. Never throws for what ECS does.
 */
export async function lookWhetherGone(ctx: Ctx, ref: TemplateRef): Promise<Look> {
  const began = await ctx.clock.now(ctx.db);
  const options = { share: "user", deadlineMs: 8_000 } as const;
  try {
    const template = await ctx.ecs.readTemplate(ref.regionId, ref.templateId, options);
    if (template !== null) return { state: "present", began };
  } catch (error) {
    if (isAppError(error)) return { state: "unclear", began };
    throw error;
  }
  try {
    await ctx.ecs.readBuilds(ref.regionId, ref.templateId, options);
    return { state: "unclear", began };
  } catch (error) {
    if (isAppError(error)) return { state: error.code === "not-found" ? "gone" : "unclear", began };
    throw error;
  }
}
