import "server-only";
import { SYSTEM } from "@/lib/domain/actor";
import { type CollectorDeps, startCollector } from "../inventory/collector";
import { COLLECTOR_LEASE } from "../inventory/is-collecting";
import { isUnwatched } from "../inventory/watching";
import { track } from "../jobs";
import { countStreams } from "../live-streams";
import { logger } from "../log";
import type { Runtime } from "../runtime";
import { startQueueRunner } from "../services/queue/runner";
import { startReconciler } from "../services/reconciler";
import { processName } from "./process-name";
import type { Stoppable } from "./stop";

/** The collector, and beside it the settling of what was left open and the queued deletes, on whichever replica collects. */
export function startCollecting(runtime: Runtime): readonly Stoppable[] {
  const { database, ecs, env } = runtime;
  const ctx = runtime.contextFor(SYSTEM);
  const holder = processName(runtime);
  const deps: CollectorDeps = {
    handle: database,
    ecs,
    sleep: ctx.sleep,
    now: () => performance.now(),
    random: Math.random,
    log: logger,
    budget: env.ecsRateBudget,
    holder,
    // Pages of other replicas are not counted here, so with them somebody may always look.
    isKeepAlive: isUnwatched,
    ...(database.kind === "sqlite" && { isWatched: () => countStreams() > 0 }),
  };
  const leads = async () => {
    const held = await ctx.db
      .selectFrom("lease")
      .select("name")
      .where("name", "=", COLLECTOR_LEASE)
      .where("holder", "=", holder)
      .where("expires_at", ">", await ctx.clock.now(ctx.db))
      .executeTakeFirst();
    return held !== undefined;
  };
  const onError = (err: unknown) => logger.warn({ err }, "settling goes on later");
  const onQueueError = (err: unknown) => logger.warn({ err }, "queued deletes go on later");
  return [
    startQueueRunner({ ctx, leads, actAs: runtime.actAs, track, onError: onQueueError }),
    startReconciler({ ctx, leads, onError }),
    startCollector(deps),
  ];
}
