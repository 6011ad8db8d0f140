import "server-only";
import type { Db, DbClock } from "@/lib/server/context";
import type { EcsGateway } from "@/lib/server/ecs/types";
import { batchWrites } from "./batch-writes";
import { fencedWrite } from "./fenced-write";
import { followHints } from "./hints";
import { COLLECTOR_LEASE } from "./is-collecting";
import { type Lease, releaseLease, renewLease, takeLease } from "./lease";
import { pause, type Sleep } from "./pause";
import type { Log } from "./perform-read";
import { Term } from "./term";
import { onLook } from "./watching";

export type CollectorDeps = {
  readonly handle: {
    readonly db: Db;
    readonly clock: DbClock;
    readonly notices: {
      publish(): void | Promise<void>;
      subscribe(listener: () => void): () => void;
    };
  };
  readonly ecs: EcsGateway;
  readonly sleep: Sleep;
  /** Milliseconds; for pacing only, whatever its zero is. */
  readonly now: () => number;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  readonly log: Log;
  /** ECS_RATE_BUDGET: calls a minute per region and operation. */
  readonly budget: number;
  /** Names this process. One that comes again under the same name takes its lease over at once. */
  readonly holder: string;
  /** Whether somebody has a page open that shows changes; absent: it is not known, so yes. */
  readonly isWatched?: () => boolean;
  /** Nobody has looked for ten minutes; absent: somebody may have. */
  readonly isKeepAlive?: () => boolean;
};

export type Collector = {
  /** Ends the work and gives the lease back. Reads under way are left to themselves; what they bring is dropped. */
  stop(): Promise<void>;
  /** "This template changed": read next. */
  hint(regionId: string, templateId: string): void;
};

const LEASE_MS = 10_000;
const RENEW_MS = 3_000;

/**
 * Keeps our copy fresh, as the one replica that holds the lease; the others wait to take over. No error ends it.
 */
export function startCollector(deps: CollectorDeps): Collector {
  const collecting = new Collecting(deps);
  const offLook = onLook((regionId, templateIds) => collecting.look(regionId, templateIds));
  return {
    hint: (regionId, templateId) => collecting.hint(regionId, templateId),
    stop: async () => {
      offLook();
      await collecting.stop();
    },
  };
}

class Collecting {
  readonly #deps: CollectorDeps;
  readonly #over = new AbortController();
  readonly #done: Promise<void>;
  #term: Term | null = null;
  #endTerm = () => {};

  constructor(deps: CollectorDeps) {
    this.#deps = deps;
    this.#done = this.#run();
  }

  hint(regionId: string, templateId: string): void {
    this.#term?.take({ regionId, templateId, kind: "changed" });
  }

  look(regionId: string, templateIds: readonly string[]): void {
    this.#term?.look(regionId, templateIds);
  }

  async stop(): Promise<void> {
    this.#over.abort();
    this.#endTerm();
    await this.#done;
  }

  async #run(): Promise<void> {
    while (!this.#isOver) {
      const lease = await this.#take();
      if (lease === null) await this.#pause(RENEW_MS * (0.75 + this.#deps.random() / 2), this.#over.signal);
      else await this.#lead(lease);
    }
  }

  async #lead(lease: Lease): Promise<void> {
    const { log, handle } = this.#deps;
    log.info({ holder: lease.holder, token: lease.token }, "collecting");
    const end = new AbortController();
    if (this.#isOver) end.abort();
    this.#endTerm = () => end.abort();
    const term = this.#startTerm(lease, () => end.abort());
    this.#term = term;
    const hints = followHints(handle, (hint) => term.take(hint));
    await hints.look().catch((err: unknown) => this.#warn(err));
    let isOurs = true;
    while (isOurs && !end.signal.aborted) {
      await this.#pause(RENEW_MS, end.signal);
      if (!end.signal.aborted) isOurs = await this.#renew(lease);
      if (!isOurs || end.signal.aborted) break;
      // Notices may fail; what they would have told stands in the database.
      await Promise.all([term.recheck(), hints.look()]).catch((err: unknown) => this.#warn(err));
    }
    this.#term = null;
    hints.stop();
    term.stop();
    await term.done;
    if (this.#isOver)
      await releaseLease(handle.db, handle.clock, lease).catch((err: unknown) => this.#warn(err));
    else log.warn({ token: lease.token }, "another process collects now");
  }

  #startTerm(lease: Lease, onLeaseLost: () => void): Term {
    const { handle, ecs, sleep, now, random, log, budget, isWatched = () => true } = this.#deps;
    const { isKeepAlive = () => false } = this.#deps;
    const publish = () => {
      void Promise.resolve()
        .then(() => handle.notices.publish())
        .catch((err: unknown) => log.warn({ err }, "change notice not sent"));
    };
    return new Term({
      db: handle.db,
      clock: handle.clock,
      publish,
      ecs,
      lease,
      write: batchWrites(fencedWrite({ db: handle.db, publish }, lease)),
      log,
      sleep,
      now,
      random,
      budget,
      isWatched,
      isKeepAlive,
      onLeaseLost,
    });
  }

  async #take(): Promise<Lease | null> {
    const { db, clock } = this.#deps.handle;
    const terms = { name: COLLECTOR_LEASE, holder: this.#deps.holder, ttlMs: LEASE_MS };
    return await takeLease(db, clock, terms).catch((err: unknown) => this.#warn(err));
  }

  /** False only when another took it: a database that does not answer takes no writes either. */
  async #renew(lease: Lease): Promise<boolean> {
    const { db, clock } = this.#deps.handle;
    return await renewLease(db, clock, lease, LEASE_MS).catch((err: unknown) => {
      this.#warn(err);
      return true;
    });
  }

  #warn(err: unknown): null {
    if (!this.#isOver) this.#deps.log.warn({ err }, "the collector could not ask the database");
    return null;
  }

  get #isOver(): boolean {
    return this.#over.signal.aborted;
  }

  #pause(ms: number, signal: AbortSignal): Promise<void> {
    return pause(this.#deps.sleep, ms, signal);
  }
}
