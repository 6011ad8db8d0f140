import "server-only";
import { isAppError } from "@/lib/domain/app-error";
import { GIVE_UP_AFTER_MS, nextReadAt, PRESENT_AFTER_MS } from "@/lib/domain/attempt";
import { isFinished } from "@/lib/domain/build-status";
import type { SystemCtx } from "@/lib/server/context";
import { sendStart } from "./send-start";
import { settleCancel } from "./settle-cancel";

/** Asks again for starts whose answer was lost, each with its kept token. Answers with how many. Throws `database-unavailable`. */
export async function reconcileStarts(ctx: SystemCtx): Promise<number> {
  const due = await ctx.db
    .selectFrom("start_attempt")
    .selectAll()
    .where("account", "=", await ctx.ecs.account())
    .where("endpoint", "=", ctx.ecs.endpoint)
    .where("state", "=", "open")
    .where("next_try_at", "<=", await ctx.clock.now(ctx.db))
    .limit(8)
    .execute();
  await Promise.all(due.map((attempt) => sendStart(ctx, attempt, "again")));
  return due.length;
}

/** Settles cancels whose answer was lost by reading the build. Answers with how many were read. Throws `database-unavailable`. */
export async function reconcileCancels(ctx: SystemCtx): Promise<number> {
  const due = await ctx.db
    .selectFrom("cancel_attempt")
    .selectAll()
    .where("account", "=", await ctx.ecs.account())
    .where("endpoint", "=", ctx.ecs.endpoint)
    .where("state", "=", "open")
    .where("next_try_at", "<=", await ctx.clock.now(ctx.db))
    .limit(8)
    .execute();
  await Promise.all(due.map((attempt) => settleByReading(ctx, attempt)));
  return due.length;
}

type OpenCancel = {
  intent_seq: number;
  region_id: string;
  template_id: string;
  build_id: string;
  opened_at: string;
  tries: number;
};

async function settleByReading(ctx: SystemCtx, attempt: OpenCancel): Promise<void> {
  const began = await ctx.clock.now(ctx.db);
  const age = Date.parse(began) - Date.parse(attempt.opened_at);
  const found = await lookAtBuild(ctx, attempt);
  if (found === "CANCELLING" || found === "CANCELLED") {
    await settleCancel(ctx, attempt.intent_seq, "succeeded", { reason: `found ${found} at ${began}` });
  } else if (found !== null && (isFinished(found) || found === "gone" || age >= PRESENT_AFTER_MS)) {
    await settleCancel(ctx, attempt.intent_seq, "failed", { reason: `found ${found} at ${began}` });
  } else if (age >= GIVE_UP_AFTER_MS) {
    await settleCancel(ctx, attempt.intent_seq, "failed", { reason: "not settled in 7 days" });
  } else {
    const openedAt = Date.parse(attempt.opened_at);
    const facts = { state: "open", lastOutcome: "unknown", openedAt, fenceAt: openedAt } as const;
    const next = nextReadAt(facts, attempt.tries, Date.parse(began));
    await ctx.db
      .updateTable("cancel_attempt")
      .set({ tries: attempt.tries + 1, next_try_at: new Date(next).toISOString() })
      .where("intent_seq", "=", attempt.intent_seq)
      .where("state", "=", "open")
      .execute();
  }
}

/** The build's status, `gone` when it or its template is no more, null when it cannot be read. */
async function lookAtBuild(ctx: SystemCtx, attempt: OpenCancel): Promise<string | null> {
  try {
    const builds = await ctx.ecs.readBuilds(attempt.region_id, attempt.template_id, { share: "user" });
    return builds.find((build) => build.id === attempt.build_id)?.status ?? "gone";
  } catch (error) {
    if (isAppError(error)) return error.code === "not-found" ? "gone" : null;
    throw error;
  }
}
