import "server-only";
import type { BlockingBuild } from "@/lib/contracts/delete";
import type { BuildFacts } from "@/lib/domain/deletability";
import { type BuildSpan, usualDuration } from "@/lib/domain/usual-duration";
import type { Ctx } from "@/lib/server/context";
import { loadStarters } from "@/lib/server/inventory/load-starters";

/**
 * The build that blocks, as the browser shows it: who started it from here, and how long builds of its template took,
 * from `builds`, all of them as they were just read. Throws `database-unavailable`.
 */
export async function toBlockingBuild(
  ctx: Ctx,
  build: BuildFacts,
  builds: readonly BuildSpan[],
): Promise<BlockingBuild> {
  const starterOf = await loadStarters(ctx.db, [{ build_id: build.id, status: build.status }]);
  return { ...toShownBuild(build), startedBy: starterOf(build.id), usual: usualDuration(builds) };
}

/** A build with nothing but what was read of it. */
export function toShownBuild(build: BuildFacts): BlockingBuild {
  return { id: build.id, status: build.status, startedAt: build.createdAt };
}
