import "server-only";
import { type ClaimedBulk, claimBulks, releaseBulks, renewBulks, type WaitingItem } from "./claim";
import { onBulkWake } from "./wake";
import { type WorkDeps, workItem } from "./work-item";

export type BulkRunnerDeps = WorkDeps & {
  /** Remembers work that a stop of the process lets end. */
  readonly track: <T>(work: Promise<T>) => Promise<T>;
  /** Told of an error that a pass met; the loop goes on. */
  readonly onError: (error: unknown) => void;
};

export type BulkRunner = {
  /** Begins nothing new from now on. */
  readonly halt: () => void;
  /** Resolves when what was under way has ended and others may take over. */
  readonly stop: () => Promise<void>;
};

/** Templates of all bulk deletes together that one process works on at a time. */
const AT_ONCE = 4;
const EVERY_MS = 1_000;

type Item = WaitingItem & { tries: number; notBefore: number };
type Running = {
  readonly bulk: ClaimedBulk;
  waiting: Item[];
  underWay: number;
  /** Taken over by another process, or the database failed under it: nothing more of it is begun here. */
  left: boolean;
};

/**
 * Works on ordered bulk deletes: four templates at a time, in turn of all bulks, within the user share of the budget
 * of each region. It takes over what another process left, and never ends by an error.
 */
export function startBulkRunner(deps: BulkRunnerDeps): BulkRunner {
  const { ctx, runner, onError } = deps;
  const works = new Set<Promise<void>>();
  const running = new Map<string, Running>();
  const inRegion = new Map<string, number>();
  let underWay = 0;
  let pass = 0;
  let halted = false;
  let stopped = false;
  let wake = () => {};

  const count = (region: string, by: number) => {
    inRegion.set(region, (inRegion.get(region) ?? 0) + by);
    underWay += by;
  };

  /** The next template in turn whose region has room; its bulk goes to the end of the line. */
  const next = (): { of: Running; item: Item } | null => {
    const full = new Set<string>();
    for (const [bulkId, of] of running) {
      if (of.left) continue;
      const at = of.waiting.findIndex((item) => {
        if (item.notBefore > pass || full.has(item.regionId)) return false;
        if (ctx.ecs.roomForDeletes(item.regionId) > (inRegion.get(item.regionId) ?? 0)) return true;
        full.add(item.regionId);
        return false;
      });
      const [item] = at === -1 ? [] : of.waiting.splice(at, 1);
      if (!item) continue;
      running.delete(bulkId);
      running.set(bulkId, of);
      return { of, item };
    }
    return null;
  };

  const pump = () => {
    while (!halted && underWay < AT_ONCE) {
      const found = next();
      if (!found) return;
      const begun = deps.track(work(found.of, found.item));
      works.add(begun);
      void begun.finally(() => works.delete(begun));
    }
  };

  const work = async (of: Running, item: Item) => {
    of.underWay += 1;
    count(item.regionId, 1);
    try {
      const worked = await workItem(deps, of.bulk, item);
      if (worked.kind === "lost") of.left = true;
      if (worked.kind === "again") {
        of.waiting.push({ ...item, tries: item.tries + 1, notBefore: pass + worked.passes });
      }
    } catch (error) {
      of.left = true;
      onError(error);
    }
    of.underWay -= 1;
    count(item.regionId, -1);
    // One that is left is claimed anew by the next pass, from what the database says.
    if (of.underWay === 0 && (of.left || of.waiting.length === 0)) running.delete(of.bulk.bulkId);
    pump();
  };

  const take = async () => {
    const mine = new Set(running.keys());
    await renewBulks(ctx, runner, mine);
    for (const bulk of await claimBulks(ctx, runner, mine)) {
      const waiting = bulk.waiting.map((item) => ({ ...item, tries: 1, notBefore: 0 }));
      running.set(bulk.bulkId, { bulk, waiting, underWay: 0, left: false });
    }
  };

  const loop = async () => {
    while (!stopped) {
      pass += 1;
      const woken = new AbortController();
      wake = () => woken.abort();
      if (!halted) await take().catch(onError);
      pump();
      if (!stopped) await ctx.sleep(EVERY_MS, woken.signal).catch(() => undefined);
    }
  };

  const deafen = onBulkWake(() => wake());
  const done = loop();
  return {
    halt: () => {
      halted = true;
    },
    stop: async () => {
      halted = true;
      stopped = true;
      deafen();
      wake();
      await done;
      await Promise.allSettled(works);
      await releaseBulks(ctx, runner).catch(onError);
    },
  };
}
