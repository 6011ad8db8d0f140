import "server-only";
import { AppError, isAppError } from "@/lib/domain/app-error";
import type { ActAs, Ctx, SystemCtx, Trx } from "@/lib/server/context";
import { recordOutcome } from "../record";
import { attemptDelete } from "../templates/delete";
import { queueDelete } from "../templates/queue-delete";
import { type ClaimedBulk, holdBulk, type WaitingItem } from "./claim";
import { type ItemResult, toItemResult, triesAgainAfter } from "./item-result";
import { moveItem } from "./move-item";

export type WorkDeps = {
  readonly ctx: SystemCtx;
  readonly actAs: ActAs;
  /** Names this process among all that work on bulk deletes. */
  readonly runner: string;
};

/** What became of it here: an end, again after so many passes, or another process has it now. */
export type Worked = { readonly kind: "done" | "lost" } | { readonly kind: "again"; readonly passes: number };

/**
 * One template of a bulk, as its owner with the role of this moment: one attempt through the whole delete protocol, or
 * one order for the end of its build. Throws `database-unavailable`: what is then left behind, whoever claims the bulk next finds.
 */
export async function workItem(
  deps: WorkDeps,
  bulk: Omit<ClaimedBulk, "waiting">,
  item: WaitingItem & { readonly tries: number },
): Promise<Worked> {
  const { ctx, runner } = deps;
  const address = { runner, bulkId: bulk.bulkId, position: item.position };
  if (!(await moveItem(ctx, address, { from: "waiting", to: "deleting" }))) return { kind: "lost" };

  let hasIntent = false;
  const withIntent = async (trx: Trx, seq: number) => {
    await keepIntent(trx, ctx, address, seq);
    hasIntent = true;
  };
  const outcome = await attempt(deps, bulk, item, withIntent).catch(failedOfOurOwn);
  const end = "kind" in outcome ? toItemResult(outcome) : outcome;
  // Each refusal of a queue is on record, so it is not asked for again by itself.
  const passes =
    "kind" in outcome && bulk.wish === "delete"
      ? triesAgainAfter(outcome, { hasIntent, tries: item.tries })
      : null;
  if (passes !== null) {
    const isBack = await moveItem(ctx, address, { from: "deleting", to: "waiting", again: true });
    return isBack ? { kind: "again", passes } : { kind: "lost" };
  }
  const isMoved = await moveItem(ctx, address, { from: "deleting", to: end.result, detail: end.detail });
  return { kind: isMoved ? "done" : "lost" };
}

async function attempt(
  { ctx, actAs }: WorkDeps,
  bulk: Omit<ClaimedBulk, "waiting">,
  { regionId, templateId, name }: WaitingItem,
  withIntent: (trx: Trx, seq: number) => Promise<void>,
) {
  const ref = { regionId, templateId };
  const asOwner = await actAs(bulk.actor);
  if (asOwner === null) return await denyNobody(ctx, bulk, ref, name);
  if (bulk.wish === "queue") {
    return await queueDelete(asOwner, { ...ref, ...(bulk.reason === null ? {} : { reason: bulk.reason }) });
  }
  return await attemptDelete(asOwner, ref, {
    confirmName: null,
    reason: bulk.reason,
    waitsForBudget: true,
    withIntent,
  });
}

/** The item keeps the number in the transaction of step 5, and only for the process that still has the bulk. */
async function keepIntent(
  trx: Trx,
  ctx: Pick<Ctx, "clock">,
  { runner, bulkId, position }: { runner: string; bulkId: string; position: number },
  seq: number,
): Promise<void> {
  const isHeld = await holdBulk(trx, ctx, runner, bulkId);
  const kept = isHeld
    ? await trx
        .updateTable("bulk_item")
        .set({ intent_seq: seq })
        .where("bulk_id", "=", bulkId)
        .where("position", "=", position)
        .where("result", "=", "deleting")
        .where("intent_seq", "is", null)
        .executeTakeFirst()
    : null;
  if (kept?.numUpdatedRows !== 1n) throw new AppError("not-sent");
}

/** The account that ordered it is gone, so nobody may. */
async function denyNobody(
  ctx: SystemCtx,
  { actor, wish }: Omit<ClaimedBulk, "waiting">,
  ref: { regionId: string; templateId: string },
  templateName: string,
) {
  const auditSeq = await recordOutcome(
    { ...ctx, actor: { kind: "member", name: actor, role: "viewer" } },
    {
      action: wish === "queue" ? "template.delete.queue" : "template.delete",
      outcome: "denied",
      ...ref,
      templateName,
      reason: "no such account any more",
    },
  );
  return { kind: "denied", auditSeq } as const;
}

/** One template's surprise is no other's: it is said beside it, and the others go on. */
function failedOfOurOwn(error: unknown): ItemResult {
  if (isAppError(error, "database-unavailable")) throw error;
  return { result: "failed", detail: { error: { code: "internal" }, retry: false } };
}
