import "server-only";
import { dueQueued } from "../queue/due-queued";
import { endQueued } from "../queue/end-queued";
import { settleTry } from "../queue/settle-try";
import { type TryDeps, tryQueued } from "../queue/try-queued";

export type QueueDeps = TryDeps & {
  /** Remembers work that a stop of the process lets end. */
  readonly track: <T>(work: Promise<T>) => Promise<T>;
  /** Told of an error that one of them met; the others go on. */
  readonly onError: (error: unknown) => void;
};

/** Tries of one process side by side. */
const AT_ONCE = 4;

/**
 * What one process does with queued deletes: `pass` looks at all of them and begins what is due, at most four at a
 * time and within the user share of each region's budget, and does not wait for it; `idle` does.
 */
export function createQueueRun(deps: QueueDeps): { pass(): Promise<void>; idle(): Promise<void> } {
  const { ctx, onError, track } = deps;
  const underWay = new Map<number, { readonly regionId: string; readonly work: Promise<void> }>();

  const hasRoom = (regionId: string) => {
    const here = [...underWay.values()].filter((each) => each.regionId === regionId).length;
    return underWay.size < AT_ONCE && ctx.ecs.roomForDeletes(regionId) > here;
  };
  return {
    pass: async () => {
      for (const { row, step } of await dueQueued(ctx)) {
        if (underWay.has(row.queue_seq)) continue;
        try {
          if (step.kind === "settle") await settleTry(ctx, row);
          if (step.kind === "end") await endQueued(ctx, row, { from: "waiting", by: step.by });
          if (step.kind !== "try" || !hasRoom(row.region_id)) continue;
          const work = track(tryQueued(deps, row))
            .catch(onError)
            .finally(() => underWay.delete(row.queue_seq));
          underWay.set(row.queue_seq, { regionId: row.region_id, work });
        } catch (error) {
          onError(error);
        }
      }
    },
    idle: async () => {
      await Promise.all([...underWay.values()].map(({ work }) => work));
    },
  };
}
