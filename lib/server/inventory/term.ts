import "server-only";
import { type AppErrorCode, isAppError } from "@/lib/domain/app-error";
import { ANY_REGION } from "@/lib/server/ecs/list-regions";
import { backoff } from "./backoff";
import type { Hint } from "./hints";
import type { FirstReads } from "./pace";
import { pause, unlessOver } from "./pause";
import { recordListingFailure } from "./record-failure";
import { type LoopDeps, RegionLoop } from "./region-loop";
import { createSlots } from "./slots";
import { disabledRegions } from "./switch-region";

export type TermDeps = Omit<LoopDeps, "slots" | "firstReads" | "wakeOthers"> & {
  /** Somebody has a page open that shows changes. */
  readonly isWatched: () => boolean;
};

/** Reads under way at the same time, all regions together. */
const AT_ONCE = 64;
const MOST_EARLY = 1_000;
const REGIONS_EVERY_MS = 60_000;
const REGIONS_RETRY = { base: 1_000, most: 30_000 };

/** One replica's time as the collector: a loop for every region of the account. */
export class Term {
  readonly #deps: TermDeps;
  readonly #loops = new Map<string, RegionLoop>();
  readonly #slots = createSlots(AT_ONCE);
  readonly #over = new AbortController();
  readonly #early: Hint[] = [];
  #listed: readonly string[] = [];
  #disabled: ReadonlySet<string> = new Set();
  readonly done: Promise<void>;

  constructor(deps: TermDeps) {
    this.#deps = deps;
    this.done = this.#run();
  }

  /** Also before the regions are known: then it waits for its region. */
  take(hint: Hint): void {
    const loop = this.#loops.get(hint.regionId);
    if (loop !== undefined) loop.take(hint);
    else if (this.#early.length < MOST_EARLY) this.#early.push(hint);
  }

  look(regionId: string, templateIds: readonly string[]): void {
    this.#loops.get(regionId)?.look(templateIds);
  }

  stop(): void {
    this.#over.abort();
    for (const loop of this.#loops.values()) loop.stop();
  }

  async #run(): Promise<void> {
    let failures = 0;
    while (!this.#over.signal.aborted) {
      try {
        const regions = await unlessOver(
          this.#over.signal,
          this.#deps.ecs.listRegions({ share: "collector" }),
        );
        failures = 0;
        if (regions !== null) await this.#follow(regions);
      } catch (error) {
        failures += 1;
        const code = isAppError(error) ? error.code : "internal";
        this.#deps.log.warn({ err: error, code, failures }, "the regions could not be listed");
        if (this.#loops.size === 0) await this.#startKnown(code);
      }
      const ms = failures === 0 ? REGIONS_EVERY_MS : backoff(failures, REGIONS_RETRY, this.#deps.random);
      await pause(this.#deps.sleep, ms, this.#over.signal);
    }
    await Promise.all([...this.#loops.values()].map((loop) => loop.done));
  }

  /** Regions that were switched off or on meanwhile: their loops end or begin. Throws `database-unavailable`. */
  async recheck(): Promise<void> {
    this.#disabled = await disabledRegions(this.#deps.db);
    for (const regionId of this.#listed) this.#start(regionId);
    for (const regionId of this.#disabled) this.#end(regionId);
  }

  /** A loop for each region that is listed; one that is listed no more keeps its rows, and says so. */
  async #follow(regions: readonly string[]): Promise<void> {
    const listed = new Set(regions);
    this.#listed = regions;
    await this.recheck();
    for (const regionId of [...this.#loops.keys()]) if (!listed.has(regionId)) this.#end(regionId);
    const known = await this.#knownRegions();
    for (const regionId of known) {
      if (!listed.has(regionId)) await this.#closed(regionId);
    }
  }

  async #closed(regionId: string): Promise<void> {
    const { clock, db, write } = this.#deps;
    const began = await clock.now(db);
    await write((trx) => recordListingFailure(trx, clock, { regionId, began, code: "not-found" }));
  }

  /** Goes on with what is known; where nothing is, the region that was asked for the list says why. */
  async #startKnown(code: AppErrorCode): Promise<void> {
    const { clock, db, write } = this.#deps;
    try {
      const known = await this.#knownRegions();
      this.#listed = known;
      await this.recheck();
      if (known.length > 0) return;
      const began = await clock.now(db);
      await write((trx) => recordListingFailure(trx, clock, { regionId: ANY_REGION, began, code }));
    } catch (error) {
      this.#deps.log.warn({ err: error }, "the known regions could not be read");
    }
  }

  async #knownRegions(): Promise<string[]> {
    const rows = await this.#deps.db.selectFrom("region").select("region_id").execute();
    return rows.map((row) => row.region_id);
  }

  #start(regionId: string): void {
    if (this.#loops.has(regionId) || this.#disabled.has(regionId) || this.#over.signal.aborted) return;
    const loop = new RegionLoop(regionId, {
      ...this.#deps,
      slots: this.#slots,
      firstReads: () => this.#firstReads(),
      wakeOthers: () => {
        for (const each of this.#loops.values()) each.wake();
      },
    });
    this.#loops.set(regionId, loop);
    const early = this.#early.splice(0);
    for (const hint of early) this.take(hint);
  }

  #end(regionId: string): void {
    this.#loops.get(regionId)?.stop();
    this.#loops.delete(regionId);
  }

  #firstReads(): FirstReads {
    for (const loop of this.#loops.values()) {
      if (loop.cold > 0) return this.#deps.isWatched() ? "watched" : "unwatched";
    }
    return "done";
  }
}
