import "server-only";
import type { DeleteResult } from "@/lib/contracts/delete";
import type { TemplateRef } from "@/lib/contracts/inputs";
import { AppError, isAppError } from "@/lib/domain/app-error";
import { queueWait } from "@/lib/domain/queue";
import type { ActAs, SystemCtx, Trx } from "@/lib/server/context";
import { recordOutcome } from "../record";
import { attemptDelete } from "../templates/delete";
import type { Refusal } from "../templates/delete-order";
import { endQueued } from "./end-queued";
import type { QueuedRow } from "./open-queue";
import { settleTry } from "./settle-try";

export type TryDeps = { readonly ctx: SystemCtx; readonly actAs: ActAs };

/** Our own budget is used up, or a build began meanwhile: soon again. */
const SOON_MS = 5_000;

/**
 * One attempt of a queued delete through the whole delete protocol, as who ordered it with the role of this moment.
 * Before the intent the same refusal is recorded once. Throws `database-unavailable` and what nobody expects.
 */
export async function tryQueued({ ctx, actAs }: TryDeps, row: QueuedRow): Promise<void> {
  const ref = { regionId: row.region_id, templateId: row.template_id };
  const asOwner = await actAs(row.actor);
  if (asOwner === null) {
    await denyNobody(ctx, row, ref);
    await endQueued(ctx, row, { from: "waiting", by: "denied" });
    return;
  }
  let hasIntent = false;
  const records = (refusal: Refusal) =>
    refusal.buildId === null ? refusal.reason !== row.noted : refusal.buildId !== row.build_id;
  const withIntent = async (trx: Trx, seq: number) => {
    await keepIntent(trx, row, seq);
    hasIntent = true;
  };
  const order = { confirmName: null, reason: row.reason, waitsForBudget: true, records, withIntent };
  const result = await attemptDelete(asOwner, ref, order).catch(async (error: unknown) => {
    if (isAppError(error, "database-unavailable") || hasIntent) throw error;
    // Nobody expected it: it must not come back at every pass.
    await lookAgain(ctx, row, { wait: queueWait(row.tries + 1), tries: row.tries + 1 });
    throw error;
  });
  if (hasIntent) await settleTry(ctx, { ...row, intent_seq: null });
  else await afterRefusal(ctx, row, result);
}

/** Of this order and no other: revoked meanwhile, or taken by another process, nothing is sent. */
async function keepIntent(trx: Trx, row: QueuedRow, seq: number): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable("queued_delete")
    .set({ state: "trying", intent_seq: seq })
    .where("queue_seq", "=", row.queue_seq)
    .where("state", "=", "waiting")
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new AppError("not-sent");
}

/** Steps 1 to 4 said no, so nothing was sent: it waits on, unless its owner may not delete any more. */
async function afterRefusal(ctx: SystemCtx, row: QueuedRow, result: DeleteResult): Promise<void> {
  if (result.kind === "denied") {
    await endQueued(ctx, row, { from: "waiting", by: "denied" });
    return;
  }
  if (result.kind === "blocked") {
    const build = result.build ? { build_id: result.build.id, build_status: result.build.status } : {};
    return await lookAgain(ctx, row, {
      wait: SOON_MS,
      tries: 0,
      noted: result.build ? null : result.reason,
      ...build,
    });
  }
  if (result.kind !== "failed") return;
  const { code } = result.error;
  if (code === "budget-exhausted") return await lookAgain(ctx, row, { wait: SOON_MS, tries: row.tries });
  const tries = row.tries + 1;
  // The words that were recorded, so that the same ones are recognised.
  const noted = code === "already-gone" ? "already deleted elsewhere" : code;
  return await lookAgain(ctx, row, { wait: queueWait(tries), tries, noted });
}

type Again = {
  readonly wait: number;
  readonly tries: number;
  readonly noted?: string | null;
  readonly build_id?: string;
  readonly build_status?: string;
};

async function lookAgain(ctx: SystemCtx, row: QueuedRow, { wait, ...columns }: Again): Promise<void> {
  const now = Date.parse(await ctx.clock.now(ctx.db));
  await ctx.db
    .updateTable("queued_delete")
    .set({ ...columns, next_try_at: new Date(now + wait).toISOString() })
    .where("queue_seq", "=", row.queue_seq)
    .where("state", "=", "waiting")
    .execute();
}

/** The account that ordered it is gone, so nobody may. */
async function denyNobody(ctx: SystemCtx, row: QueuedRow, ref: TemplateRef): Promise<void> {
  await recordOutcome(
    { ...ctx, actor: { kind: "member", name: row.actor, role: "viewer" } },
    {
      action: "template.delete",
      outcome: "denied",
      ...ref,
      templateName: row.template_name,
      reason: "no such account any more",
    },
  );
}
