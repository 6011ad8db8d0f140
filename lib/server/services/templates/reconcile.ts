import "server-only";
import { type AttemptState, nextReadAt, type Transition, type Verdict } from "@/lib/domain/attempt";
import type { AuditOutcome } from "@/lib/domain/audit";
import type { SystemCtx } from "@/lib/server/context";
import { type Look, lookWhetherGone } from "./look-whether-gone";
import { settleAttempt } from "./settle-attempt";

/** Attempts read side by side in one pass. */
const AT_ONCE = 8;

/**
 * One pass of settling by reading: every open or watched attempt of our account and endpoint whose time has come is
 * read from ECS; what was found is appended. Nothing is guessed: what cannot be read is read again later.
 * Answers with the number of attempts looked at. Throws `database-unavailable`.
 */
export async function reconcileDeletes(ctx: SystemCtx): Promise<number> {
  const now = await ctx.clock.now(ctx.db);
  const due = await ctx.db
    .selectFrom("delete_attempt")
    .select(["intent_seq", "region_id", "template_id"])
    .where("account", "=", await ctx.ecs.account())
    .where("endpoint", "=", ctx.ecs.endpoint)
    .where("state", "in", ["open", "watched"])
    .where("next_read_at", "<=", now)
    .orderBy("next_read_at")
    .limit(AT_ONCE)
    .execute();
  await Promise.all(due.map((attempt) => settleByReading(ctx, attempt)));
  return due.length;
}

async function settleByReading(
  ctx: SystemCtx,
  attempt: { intent_seq: number; region_id: string; template_id: string },
) {
  const look = await lookWhetherGone(ctx, { regionId: attempt.region_id, templateId: attempt.template_id });
  for (const verdict of verdicts(look, await ctx.clock.now(ctx.db))) {
    const settled = await settleAttempt(ctx, attempt.intent_seq, verdict, (next) => ({
      reason: words(look, next),
    }));
    if (settled) return;
  }
  await readAgainLater(ctx, attempt.intent_seq, look.began);
}

function verdicts(look: Look, now: string): Verdict[] {
  const gaveUp: Verdict = { kind: "gave-up", now: Date.parse(now) };
  if (look.state === "unclear") return [gaveUp];
  return [{ kind: look.state, began: Date.parse(look.began) }];
}

function words(look: Look, next: Transition): string {
  if (next.outcome === "unknown") return "not settled in 7 days";
  if (next.outcome === "succeeded")
    return next.late ? `took effect late: found gone at ${look.began}` : `found gone at ${look.began}`;
  return `still there at ${look.began}`;
}

/** Counted from when the look began: one that began before 45 s and ended after them proved nothing, the next is due. */
async function readAgainLater(ctx: SystemCtx, intentSeq: number, began: string): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    const attempt = await trx
      .selectFrom("delete_attempt")
      .selectAll()
      .where("intent_seq", "=", intentSeq)
      .executeTakeFirst();
    if (!attempt) return;
    const reads = attempt.reads + 1;
    const facts = {
      state: attempt.state as AttemptState,
      lastOutcome: attempt.last_outcome as AuditOutcome | null,
      openedAt: Date.parse(attempt.opened_at),
      fenceAt: Date.parse(attempt.fence_at),
    };
    const next = nextReadAt(facts, reads, Date.parse(began));
    await trx
      .updateTable("delete_attempt")
      .set({ reads, next_read_at: new Date(next).toISOString() })
      .where("intent_seq", "=", intentSeq)
      .where("state", "in", ["open", "watched"])
      .execute();
  });
}
