import "server-only";
import type { BulkStart } from "@/lib/contracts/bulk";
import type { TemplateRef } from "@/lib/contracts/inputs";
import type { BulkWish } from "@/lib/domain/bulk";
import type { Ctx } from "@/lib/server/context";
import { nameTemplates } from "./name-templates";
import { wakeBulkRunner } from "./wake";

type Order = {
  readonly wish: BulkWish;
  readonly items: readonly TemplateRef[];
  readonly reason: string | undefined;
};

/** Keeps a bulk as the actor's and wakes who works on it. Throws `database-unavailable`: nothing was begun then. */
export async function keepOrder(ctx: Ctx, { wish, items, reason }: Order): Promise<BulkStart> {
  const nameOf = await nameTemplates(ctx.db, items);
  const bulkId = ctx.random(16);
  await ctx.db.transaction().execute(async (trx) => {
    const at = await ctx.clock.now(trx);
    await trx
      .insertInto("bulk_delete")
      .values({
        bulk_id: bulkId,
        actor: ctx.actor.name,
        reason: reason ?? null,
        at,
        runner: null,
        runner_until: null,
        ended_at: null,
        closed_at: null,
        wish: wish === "delete" ? null : wish,
      })
      .execute();
    const rows = items.map((ref, position) => ({
      bulk_id: bulkId,
      position,
      region_id: ref.regionId,
      template_id: ref.templateId,
      template_name: nameOf(ref) ?? ref.templateId,
      result: "waiting",
      intent_seq: null,
      detail: null,
      changed_at: at,
    }));
    await trx.insertInto("bulk_item").values(rows).execute();
  });
  wakeBulkRunner();
  return { kind: "started", bulkId };
}
