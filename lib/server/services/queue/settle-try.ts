import "server-only";
import type { AttemptState } from "@/lib/domain/attempt";
import type { AuditOutcome } from "@/lib/domain/audit";
import { afterTry, queueWait } from "@/lib/domain/queue";
import type { Ctx } from "@/lib/server/context";
import { refreshRow } from "@/lib/server/inventory/refresh-row";
import { withChanges } from "@/lib/server/inventory/with-changes";
import { endQueued } from "./end-queued";
import type { QueuedRow } from "./open-queue";

/** A build that began meanwhile is in our copy by then; this only spares a read where it is not. */
const BLOCKED_WAIT_MS = 5_000;

/**
 * What becomes of a queued delete whose try reached the intent, from what the log says: whoever asks, also after a
 * crash. While its outcome is not known nothing is done. Throws `database-unavailable`.
 */
export async function settleTry(ctx: Ctx, row: QueuedRow): Promise<void> {
  const told = await readTry(ctx, row);
  if (told === null) return;
  const next = afterTry({ ...told.facts, refusals: row.tries });
  if (next.kind === "stay") return;
  if (next.kind === "end") {
    await endQueued(ctx, row, { from: "trying", by: next.by });
    return;
  }
  const wait = next.refusals === 0 ? BLOCKED_WAIT_MS : queueWait(next.refusals);
  await withChanges(ctx, async (trx) => {
    const now = Date.parse(await ctx.clock.now(trx));
    await trx
      .updateTable("queued_delete")
      .set({
        state: "waiting",
        tries: next.refusals,
        noted: null,
        next_try_at: new Date(now + wait).toISOString(),
        ...(told.build ? { build_id: told.build.id, build_status: told.build.status } : {}),
      })
      .where("queue_seq", "=", row.queue_seq)
      .where("state", "=", "trying")
      .execute();
    await refreshRow(trx, ctx.clock, { regionId: row.region_id, templateId: row.template_id });
  });
}

async function readTry(ctx: Ctx, { queue_seq, intent_seq: seenSeq }: QueuedRow) {
  // The row may have been read before step 5 gave it its number.
  const intentSeq = seenSeq ?? (await readIntentSeq(ctx, queue_seq));
  if (intentSeq === null) return null;
  const attempt = await ctx.db
    .selectFrom("delete_attempt")
    .select(["state", "last_outcome"])
    .where("intent_seq", "=", intentSeq)
    .executeTakeFirst();
  if (!attempt) return null;
  const last = await ctx.db
    .selectFrom("audit_event")
    .select(["http_status", "ecs_code", "reason", "build_id", "build_status"])
    .where("intent_seq", "=", intentSeq)
    .orderBy("seq", "desc")
    .executeTakeFirst();
  const status = last?.http_status ?? 0;
  const isRefused = status >= 400 && status < 500 && last?.ecs_code != null;
  const facts = {
    attempt: attempt.state as AttemptState,
    outcome: attempt.last_outcome as AuditOutcome | null,
    nothingHappened: isRefused || (last?.reason ?? "").startsWith("not sent"),
  };
  const build =
    last?.build_id != null && last.build_status !== null
      ? { id: last.build_id, status: last.build_status }
      : null;
  return { facts, build };
}

async function readIntentSeq(ctx: Ctx, queueSeq: number): Promise<number | null> {
  const row = await ctx.db
    .selectFrom("queued_delete")
    .select("intent_seq")
    .where("queue_seq", "=", queueSeq)
    .executeTakeFirst();
  return row?.intent_seq ?? null;
}
