import "server-only";
import { type Checkpoint, latestCheckpoint } from "@/lib/server/audit/checkpoint";
import { requirePermission } from "@/lib/server/auth/require-permission";
import type { Ctx } from "@/lib/server/context";

/** The newest signed checkpoint of the log, or null. Throws AppError `not-found` (viewer), `database-unavailable`. */
export async function readCheckpoint(ctx: Ctx): Promise<Checkpoint | null> {
  requirePermission(ctx, "audit.read");
  return await latestCheckpoint(ctx.db);
}
