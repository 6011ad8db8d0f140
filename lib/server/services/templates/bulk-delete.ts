import "server-only";
import type { BulkStart } from "@/lib/contracts/bulk";
import type { BulkInput } from "@/lib/contracts/bulk-input";
import { AppError } from "@/lib/domain/app-error";
import { BULK_CONFIRM } from "@/lib/domain/bulk";
import type { Ctx } from "@/lib/server/context";
import { denyUnlessMayDeleteAll } from "../bulk/deny-all";
import { nameTemplates } from "../bulk/name-templates";
import { wakeBulkRunner } from "../bulk/wake";

/**
 * A confirmed delete of several templates: kept, then worked on by the runner one by one, each through the whole
 * delete protocol, whoever leaves the page. A template that our copy does not hold gets its refusal there too.
 * Throws AppError `name-mismatch` (nothing was done, nothing recorded) and `database-unavailable`.
 */
export async function deleteTemplates(ctx: Ctx, input: BulkInput): Promise<BulkStart> {
  const denied = await denyUnlessMayDeleteAll(ctx, input.items);
  if (denied) return denied;
  if (input.confirm !== BULK_CONFIRM) throw new AppError("name-mismatch");

  const nameOf = await nameTemplates(ctx.db, input.items);
  const bulkId = ctx.random(16);
  await ctx.db.transaction().execute(async (trx) => {
    const at = await ctx.clock.now(trx);
    await trx
      .insertInto("bulk_delete")
      .values({
        bulk_id: bulkId,
        actor: ctx.actor.name,
        reason: input.reason ?? null,
        at,
        runner: null,
        runner_until: null,
        ended_at: null,
        closed_at: null,
      })
      .execute();
    const rows = input.items.map((ref, position) => ({
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
