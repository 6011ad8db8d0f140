import "server-only";
import type { TemplateRef } from "@/lib/contracts/inputs";
import { isAppError } from "@/lib/domain/app-error";
import type { Ctx } from "@/lib/server/context";
import { recordBuilds } from "@/lib/server/inventory/record-builds";
import { recordTemplate } from "@/lib/server/inventory/record-template";
import { withChanges } from "@/lib/server/inventory/with-changes";

const READ_MS = 4_000;

/** Reads a template that was just created into our copy. What cannot be read now comes with the next listing. */
export async function showRestored(ctx: Ctx, ref: TemplateRef): Promise<void> {
  try {
    const began = await ctx.clock.now(ctx.db);
    const options = { share: "user", deadlineMs: READ_MS } as const;
    const [template, builds] = await Promise.all([
      ctx.ecs.readTemplate(ref.regionId, ref.templateId, options),
      ctx.ecs.readBuilds(ref.regionId, ref.templateId, options),
    ]);
    if (template === null) return;
    await withChanges(ctx, async (trx) => {
      await recordTemplate(trx, ctx.clock, { regionId: ref.regionId, began, template });
      await recordBuilds(trx, ctx.clock, { ...ref, began, builds });
    });
  } catch (error) {
    if (!isAppError(error)) throw error;
  }
}
