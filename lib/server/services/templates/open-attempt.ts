import "server-only";
import type { TemplateRef } from "@/lib/contracts/inputs";
import type { Ctx, Db, Trx } from "@/lib/server/context";

/** The attempt that holds this template's lock for our account and endpoint, or null. */
export async function openAttempt(ctx: Pick<Ctx, "ecs"> & { readonly db: Db | Trx }, ref: TemplateRef) {
  const row = await ctx.db
    .selectFrom("delete_attempt")
    .select(["intent_seq", "state", "fence_at", "last_outcome"])
    .where("account", "=", await ctx.ecs.account())
    .where("endpoint", "=", ctx.ecs.endpoint)
    .where("region_id", "=", ref.regionId)
    .where("template_id", "=", ref.templateId)
    .where("state", "in", ["open", "watched"])
    .executeTakeFirst();
  return row ?? null;
}
