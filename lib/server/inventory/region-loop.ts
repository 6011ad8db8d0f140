import "server-only";
import { isAppError } from "@/lib/domain/app-error";
import { expectedEnd } from "./expected-end";
import { LeaseLost } from "./fenced-write";
import type { Hint } from "./hints";
import type { FirstReads } from "./pace";
import { pause, type Sleep } from "./pause";
import { performRead, type ReadDeps } from "./perform-read";
import type { Read } from "./plan-state";
import { planRegion } from "./planner";
import { type KnownTemplate, RegionMemory } from "./region-memory";
import type { Slots } from "./slots";

export type LoopDeps = Omit<ReadDeps, "isOver"> & {
  readonly sleep: Sleep;
  readonly now: () => number;
  readonly random: () => number;
  readonly budget: number;
  readonly slots: Slots;
  /** Whether any region still reads templates for the first time, and whether somebody looks meanwhile. */
  readonly firstReads: () => FirstReads;
  /** Nobody has looked for long: it only keeps what is known from growing old. */
  readonly isKeepAlive: () => boolean;
  /** Called when a place came free that other regions may wait for. */
  readonly wakeOthers: () => void;
  readonly onLeaseLost: () => void;
};

/** Reads under way in one region at the same time. */
const PER_REGION = 8;
/** However the clock jumps, a region is looked at again after this. */
const LONGEST_WAIT_MS = 5_000;
const LOAD_AGAIN_MS = 1_000;

/** The collector's work in one region, until stopped. No error ends it but a lost lease. */
export class RegionLoop {
  readonly #deps: LoopDeps;
  readonly #regionId: string;
  readonly #early: Hint[] = [];
  #memory: RegionMemory | null = null;
  #over = false;
  #wake = () => {};
  #cold = 0;
  #toldNextTry: number | null = null;
  readonly done: Promise<void>;

  constructor(regionId: string, deps: LoopDeps) {
    this.#regionId = regionId;
    this.#deps = deps;
    this.done = this.#run();
  }

  /** Templates whose first read is still to come, as of the last plan. */
  get cold(): number {
    return this.#cold;
  }

  wake(): void {
    this.#wake();
  }

  take(hint: Hint): void {
    if (this.#memory === null) this.#early.push(hint);
    else follow(this.#memory, hint);
    this.#wake();
  }

  look(templateIds: readonly string[]): void {
    this.#memory?.look(templateIds, this.#deps.now());
    this.#wake();
  }

  stop(): void {
    this.#over = true;
    this.#wake();
  }

  async #run(): Promise<void> {
    while (!this.#over) {
      try {
        this.#memory ??= await this.#load();
        await this.#waitUntil(this.#plan(this.#memory));
      } catch (error) {
        this.#deps.log.warn({ err: error, regionId: this.#regionId }, "a region could not be planned");
        await this.#waitUntil(this.#deps.now() + LOAD_AGAIN_MS);
      }
    }
  }

  #plan(memory: RegionMemory): number {
    const { now, budget, slots } = this.#deps;
    const at = now();
    const most = memory.isProbing ? 1 : PER_REGION;
    const free = Math.min(most - memory.busy, slots.free());
    this.#cold = memory.cold;
    const { firstReads, isKeepAlive, ecs } = this.#deps;
    const plan = planRegion(memory.view(at), at, {
      budget,
      free,
      firstReads: firstReads(),
      keepAlive: isKeepAlive(),
      ...ecs.allowance(this.#regionId),
    });
    for (const read of plan.reads) void this.#perform(memory, read);
    return plan.wakeAt;
  }

  async #perform(memory: RegionMemory, read: Read): Promise<void> {
    const { now, slots } = this.#deps;
    const began = now();
    memory.begin(read, began);
    slots.take();
    try {
      const deps = { ...this.#deps, isOver: () => this.#over };
      const result = await performRead(deps, this.#regionId, read, memory.size);
      if (result.kind === "listed") await memory.reload(() => this.#known());
      memory.finish(read, result, began, now());
    } catch (error) {
      const code = isAppError(error) ? error.code : "internal";
      memory.finish(read, this.#over ? { kind: "over" } : { kind: "failed", code }, began, now());
      if (error instanceof LeaseLost) this.#deps.onLeaseLost();
    } finally {
      if (!this.#over) void this.#tellNextTry(memory).catch(() => undefined);
      if (slots.giveBack()) this.#deps.wakeOthers();
      this.#wake();
    }
  }

  /** For people: when a failing region is asked again. No change that rows or pages wait for. */
  async #tellNextTry(memory: RegionMemory): Promise<void> {
    const at = memory.nextTry(this.#deps.now());
    if (at === this.#toldNextTry) return;
    this.#toldNextTry = at;
    const skew = at === null ? 0 : await this.#skew();
    await this.#deps.db
      .updateTable("region")
      .set({ next_try_at: at === null ? null : new Date(at + skew).toISOString() })
      .where("region_id", "=", this.#regionId)
      .execute();
  }

  async #load(): Promise<RegionMemory> {
    const { db, random } = this.#deps;
    const region = await db
      .selectFrom("region")
      .select("listed_at")
      .where("region_id", "=", this.#regionId)
      .executeTakeFirst();
    const skew = await this.#skew();
    const listedAt = region?.listed_at ? Date.parse(region.listed_at) - skew : null;
    const memory = new RegionMemory(this.#regionId, listedAt, random);
    await memory.reload(() => this.#known());
    for (const hint of this.#early) follow(memory, hint);
    return memory;
  }

  /** Ages are told by the database's clock, plans are made by the process's. */
  async #known(): Promise<KnownTemplate[]> {
    const skew = await this.#skew();
    const rows = await this.#deps.db
      .selectFrom("template")
      .select(["template_id", "builds_as_of", "running_count", "queue_seq"])
      .select(["block_started_at", "latest_started_at", "usual_ms"])
      .where("region_id", "=", this.#regionId)
      .execute();
    return rows.map((row) => {
      const endsAt = expectedEnd(row);
      return {
        id: row.template_id,
        readAt: row.builds_as_of === null ? null : Date.parse(row.builds_as_of) - skew,
        running: row.running_count > 0,
        awaited: row.queue_seq !== null,
        expectedAt: endsAt === null ? null : endsAt - skew,
      };
    });
  }

  async #skew(): Promise<number> {
    const { clock, db, now } = this.#deps;
    return Date.parse(await clock.now(db)) - now();
  }

  async #waitUntil(at: number): Promise<void> {
    if (this.#over) return;
    const { sleep, now } = this.#deps;
    const awake = new AbortController();
    this.#wake = () => awake.abort();
    await pause(sleep, Math.min(Math.max(0, at - now()), LONGEST_WAIT_MS), awake.signal);
  }
}

function follow(memory: RegionMemory, { templateId, kind }: Hint): void {
  if (kind === "gone") memory.gone(templateId);
  else memory.hint(templateId);
}
