import "server-only";
import type { SystemCtx } from "@/lib/server/context";
import { sendRestore } from "./send-restore";
import { settleRestore } from "./settle-restore";

/** ECS does not document how long it knows a token; asked later than this, it might make a second template. */
const ASK_FOR_MS = 24 * 3600 * 1000;

/** Asks again for restores whose answer was lost, each with its kept token and request. Answers with how many. Throws `database-unavailable`. */
export async function reconcileRestores(ctx: SystemCtx): Promise<number> {
  const now = await ctx.clock.now(ctx.db);
  const due = await ctx.db
    .selectFrom("restore_attempt")
    .selectAll()
    .where("account", "=", await ctx.ecs.account())
    .where("endpoint", "=", ctx.ecs.endpoint)
    .where("state", "=", "open")
    .where("next_try_at", "<=", now)
    .limit(8)
    .execute();
  await Promise.all(
    due.map((attempt) =>
      Date.parse(now) - Date.parse(attempt.opened_at) > ASK_FOR_MS
        ? settleRestore(ctx, attempt, { outcome: "unknown", reason: "not settled in 24 hours" })
        : sendRestore(ctx, attempt, "again"),
    ),
  );
  return due.length;
}
