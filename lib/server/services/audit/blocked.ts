import "server-only";
import type { BlockedPicture, BlockedQuery } from "@/lib/contracts/audit-blocked";
import { requirePermission } from "@/lib/server/auth/require-permission";
import type { Ctx } from "@/lib/server/context";
import { readBars } from "./blocked-bars";
import { readLanes } from "./blocked-lanes";
import { readMarks } from "./blocked-marks";
import { windowOf } from "./blocked-window";

/**
 * The refused deletes of a window as lanes of templates, bars of builds and marks of events. Its size is bounded
 * whatever the log holds: many events come as counts. It never calls ECS.
 * Throws AppError `not-found` (viewer), `database-unavailable`.
 */
export async function readBlockedDeletes(ctx: Ctx, query: BlockedQuery): Promise<BlockedPicture> {
  requirePermission(ctx, "audit.read");
  const window = await windowOf(ctx, query);
  const all = await readLanes(ctx, query, window);
  const { blocked, templates, events, lanes } = all;
  return {
    ...window,
    blocked,
    templates,
    events,
    lanes,
    ...(await readBars(ctx, query, window, all)),
    ...(await readMarks(ctx, query, window, all)),
  };
}
