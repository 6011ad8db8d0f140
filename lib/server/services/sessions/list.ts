import "server-only";
import type { SessionItem } from "@/lib/contracts/sessions";
import { browserName } from "@/lib/domain/browser-name";
import { sessionsOf } from "@/lib/server/auth/own-sessions";
import { requirePermission } from "@/lib/server/auth/require-permission";
import type { Ctx } from "@/lib/server/context";
import { ownerOf } from "./owner-of";

/** One's own sessions, this one first, then the one used last. Throws AppError `forbidden`, `database-unavailable`. */
export async function listSessions(ctx: Ctx): Promise<readonly SessionItem[]> {
  requirePermission(ctx, "template.read");
  const { owner, sessionId } = ownerOf(ctx);
  const sessions = await sessionsOf(ctx.db, owner, await ctx.clock.now(ctx.db));
  return sessions
    .map(({ id, startedAt, usedAt, userAgent }) => ({
      id,
      startedAt,
      usedAt,
      ...browserName(userAgent),
      isThis: id === sessionId,
    }))
    .sort((a, b) => Number(b.isThis) - Number(a.isThis));
}
