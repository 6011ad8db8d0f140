import "server-only";
import type { SystemCtx } from "@/lib/server/context";
import { reconcileCancels, reconcileStarts } from "./builds/reconcile";
import { pruneRecycleBin } from "./recycle-bin/prune";
import { reconcileRestores } from "./recycle-bin/reconcile";
import { reconcileDeletes } from "./templates/reconcile";

export type Reconciler = { readonly stop: () => Promise<void> };

export type ReconcilerDeps = {
  readonly ctx: SystemCtx;
  /** True while this replica holds the settling lease; load, not safety, rests on it. */
  readonly leads: () => Promise<boolean>;
  /** Told of an error that a pass met; the loop goes on. */
  readonly onError: (error: unknown) => void;
};

const EVERY_MS = 1_000;

/** Settles what was left open, at once and then every second, on whoever leads. It never ends by an error. */
export function startReconciler({ ctx, leads, onError }: ReconcilerDeps): Reconciler {
  const stopping = new AbortController();
  const loop = async () => {
    while (!stopping.signal.aborted) {
      try {
        if (await leads())
          await Promise.all([
            reconcileDeletes(ctx),
            reconcileStarts(ctx),
            reconcileCancels(ctx),
            reconcileRestores(ctx),
            pruneRecycleBin(ctx),
          ]);
      } catch (error) {
        onError(error);
      }
      await ctx.sleep(EVERY_MS, stopping.signal).catch(() => undefined);
    }
  };
  const done = loop();
  return {
    stop: async () => {
      stopping.abort();
      await done;
    },
  };
}
