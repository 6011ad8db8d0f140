import "server-only";
import type { TemplateRef } from "@/lib/contracts/inputs";
import { AppError } from "@/lib/domain/app-error";
import { FENCE_MS } from "@/lib/domain/attempt";
import { appendAudit } from "@/lib/server/audit/append";
import { canonical } from "@/lib/server/audit/canonical";
import type { Ctx } from "@/lib/server/context";
import type { FixedSignature } from "@/lib/server/ecs/types";
import { refreshRow } from "@/lib/server/inventory/refresh-row";
import type { DeleteOrder } from "./delete-order";
import type { Guarded } from "./guard-delete";
import { loadProtection } from "./load-protection";

export type Intent = { readonly seq: number; readonly at: string; readonly signature: FixedSignature };

/** A live sender reads its own answer within this; only then does the reconciler look for it. */
const FIRST_READ_MS = 12_000;

/**
 * Step 5, one transaction: no tombstone, the intent with its snapshot, the attempt that is the template's lock,
 * with date and nonce of the only signature it will ever have.
 * Throws AppError `delete-in-progress`, `already-gone`, `protected`, `database-unavailable`.
 */
export async function commitIntent(
  ctx: Ctx,
  ref: TemplateRef,
  guarded: Guarded,
  order: Pick<DeleteOrder, "reason" | "withIntent">,
): Promise<Intent> {
  const account = await ctx.ecs.account();
  const endpoint = ctx.ecs.endpoint;
  const nonce = ctx.random(32);
  const snapshot = canonical({ definition: JSON.parse(guarded.definition), builds: guarded.builds });
  return await ctx.db.transaction().execute(async (trx) => {
    const { seq, at } = await appendAudit(trx, ctx.clock, {
      actor: ctx.actor.name,
      action: "template.delete",
      phase: "intent",
      outcome: null,
      ...ref,
      templateName: guarded.name,
      reason: order.reason,
      account,
      endpoint,
      snapshot,
    });
    const opened = Date.parse(at);
    const signature = { date: `${new Date(opened).toISOString().slice(0, 19)}Z`, nonce };
    // The log's head is locked by now, so no other intent or outcome can commit between these looks and ours.
    const grave = await trx
      .selectFrom("tombstone")
      .select("at")
      .where("region_id", "=", ref.regionId)
      .where("template_id", "=", ref.templateId)
      .where("at", ">=", guarded.began)
      .executeTakeFirst();
    if (grave) throw new AppError("already-gone");
    const other = await trx
      .selectFrom("delete_attempt")
      .select(["state", "fence_at"])
      .where("account", "=", account)
      .where("endpoint", "=", endpoint)
      .where("region_id", "=", ref.regionId)
      .where("template_id", "=", ref.templateId)
      .where("state", "in", ["open", "watched"])
      .executeTakeFirst();
    if (other)
      throw new AppError("delete-in-progress", { params: { state: other.state, until: other.fence_at } });
    if ((await loadProtection(trx, ref)) !== null) throw new AppError("protected");
    await trx
      .insertInto("delete_attempt")
      .values({
        intent_seq: seq,
        account,
        endpoint,
        region_id: ref.regionId,
        template_id: ref.templateId,
        template_name: guarded.name,
        actor: ctx.actor.name,
        state: "open",
        signature_date: signature.date,
        signature_nonce: nonce,
        opened_at: at,
        fence_at: new Date(opened + FENCE_MS).toISOString(),
        last_outcome: null,
        refused: 0,
        reads: 0,
        next_read_at: new Date(opened + FIRST_READ_MS).toISOString(),
        settled_at: null,
      })
      .execute();
    await order.withIntent?.(trx, seq);
    await refreshRow(trx, ctx.clock, ref);
    return { seq, at, signature };
  });
}
