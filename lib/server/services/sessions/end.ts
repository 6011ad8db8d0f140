import "server-only";
import { errorDto } from "@/lib/contracts/error";
import type { EndSessionInput, EndSessionResult } from "@/lib/contracts/sessions";
import { AppError } from "@/lib/domain/app-error";
import { appendAudit } from "@/lib/server/audit/append";
import { dropOtherSessions, dropSession } from "@/lib/server/auth/own-sessions";
import { requirePermission } from "@/lib/server/auth/require-permission";
import type { Ctx, Trx } from "@/lib/server/context";
import { expected } from "../expected";
import { ownerOf } from "./owner-of";

/** Ends one of one's own sessions. Expected failure: `not-found`. Throws `database-unavailable`. */
export async function endSession(ctx: Ctx, { sessionId }: EndSessionInput): Promise<EndSessionResult> {
  requirePermission(ctx, "template.read");
  const { owner } = ownerOf(ctx);
  return await endAndRecord(ctx, async (trx) => ((await dropSession(trx, owner, sessionId)) ? 1 : 0));
}

/** Ends one's sessions in all other browsers. Expected failure: `not-found`. Throws `database-unavailable`. */
export async function endOtherSessions(ctx: Ctx): Promise<EndSessionResult> {
  requirePermission(ctx, "template.read");
  const { owner, sessionId } = ownerOf(ctx);
  return await endAndRecord(ctx, (trx) => dropOtherSessions(trx, owner, sessionId));
}

/** Ended and recorded, both or neither. */
async function endAndRecord(ctx: Ctx, end: (trx: Trx) => Promise<number>): Promise<EndSessionResult> {
  try {
    const count = await ctx.db.transaction().execute(async (trx) => {
      const ended = await end(trx);
      if (ended === 0) throw new AppError("not-found");
      await appendAudit(trx, ctx.clock, {
        actor: ctx.actor.name,
        action: "session.end",
        phase: "outcome",
        outcome: "succeeded",
        reason: `own sessions ended: ${ended}`,
      });
      return ended;
    });
    return { kind: "ended", count };
  } catch (error) {
    const failure = expected(error);
    if (failure.code === "database-unavailable") throw failure;
    return { kind: "failed", error: errorDto(failure) };
  }
}
