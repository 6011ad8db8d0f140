import "server-only";
import type { AppErrorCode } from "@/lib/domain/app-error";
import { backoff } from "./backoff";
import { pagesOf, WINDOW_MS } from "./pace";
import type { ReadResult } from "./perform-read";
import { NEW_TEMPLATE, type Read, type RegionPlan, type TemplateState } from "./plan-state";

/** A template as our copy holds it; `readAt` in milliseconds of the process's clock. */
export type KnownTemplate = {
  readonly id: string;
  readonly readAt: number | null;
  readonly running: boolean;
  readonly awaited: boolean;
  readonly expectedAt: number | null;
};

/** Failures that speak of the region, the account or us, not of the one template that was asked for. */
const REGIONAL: ReadonlySet<AppErrorCode> = new Set([
  "ecs-throttled",
  "ecs-denied",
  "ecs-credentials",
  "ecs-unavailable",
  "ecs-unreachable",
  "ecs-timeout",
  "budget-exhausted",
  "database-unavailable",
  "internal",
]);

const PAUSE = { base: 1_000, most: 15_000 };
const LIST = { base: 2_000, most: 30_000 };
/** A page that stays open says so again when it reads on or comes back. */
const LOOKED_MS = 5 * 60_000;
const TEMPLATE = { base: 5_000, most: 60_000 };

/** What the collector keeps in mind of a region: when it read what, what is under way, what failed. */
export class RegionMemory {
  readonly #regionId: string;
  readonly #random: () => number;
  readonly #templates = new Map<string, TemplateState>();
  readonly #urgent = new Set<string>();
  readonly #fresh = new Set<string>();
  readonly #idle = new Set<string>();
  readonly #looked = new Map<string, number>();
  #running = 0;
  readonly #readMeanwhile = new Set<string>();
  #listedAt: number | null;
  #listBusy = false;
  #listHinted = false;
  #listFailures = 0;
  #listRetryAt = 0;
  #pauses = 0;
  #pausedUntil = 0;
  #lastSweepAt = 0;
  #busy = 0;
  readonly #listCalls: number[] = [];
  readonly #buildCalls: number[] = [];

  constructor(regionId: string, listedAt: number | null, random: () => number) {
    this.#regionId = regionId;
    this.#listedAt = listedAt;
    this.#random = random;
  }

  get busy(): number {
    return this.#busy;
  }

  get size(): number {
    return this.#templates.size;
  }

  /** The last reads failed for reasons of the region: one is sent ahead to try. */
  get isProbing(): boolean {
    return this.#pauses > 0;
  }

  /** Templates whose first read is still to come. */
  get cold(): number {
    return this.#fresh.size;
  }

  /** For the planner; calls older than the window are forgotten here. */
  view(now: number): RegionPlan {
    for (const calls of [this.#listCalls, this.#buildCalls])
      while ((calls[0] ?? now) <= now - WINDOW_MS) calls.shift();
    return {
      regionId: this.#regionId,
      listedAt: this.#listedAt,
      listBusy: this.#listBusy,
      listHinted: this.#listHinted,
      listRetryAt: this.#listRetryAt,
      pausedUntil: this.#pausedUntil,
      lastSweepAt: this.#lastSweepAt,
      templates: this.#templates,
      urgent: this.#urgent,
      fresh: this.#fresh,
      idle: this.#idle,
      looked: this.#inView(now),
      running: this.#running,
      listCalls: this.#listCalls,
      buildCalls: this.#buildCalls,
    };
  }

  /**
   * Takes over what our copy holds: `load` asks the database; what was read meanwhile is newer than its answer.
   * Templates that left are forgotten.
   */
  async reload(load: () => Promise<readonly KnownTemplate[]>): Promise<void> {
    this.#readMeanwhile.clear();
    const known = await load();
    const ids = new Set(known.map((template) => template.id));
    for (const id of [...this.#templates.keys()]) if (!ids.has(id)) this.#forget(id);
    for (const { id, readAt, ...facts } of known) {
      const state = this.#templates.get(id) ?? NEW_TEMPLATE;
      if (this.#readMeanwhile.has(id)) continue;
      const newest = Math.max(state.readAt ?? Number.NEGATIVE_INFINITY, readAt ?? Number.NEGATIVE_INFINITY);
      this.#put(id, { ...state, ...facts, readAt: Number.isFinite(newest) ? newest : null });
    }
    this.#sortIdle();
  }

  /** Somebody has these in view; it is forgotten after a while. */
  look(templateIds: readonly string[], now: number): void {
    for (const id of templateIds) this.#looked.set(id, now + LOOKED_MS);
  }

  /** When the region is asked again after a failure; null: it is not waiting for that. */
  nextTry(now: number): number | null {
    const at = Math.max(this.#pausedUntil, this.#listRetryAt);
    return at > now ? at : null;
  }

  /** "This template changed": read next; one that we do not know is looked for by a listing. */
  hint(templateId: string): void {
    if (this.#templates.has(templateId)) this.#patch(templateId, { hinted: true, retryAt: 0 });
    else this.#listHinted = true;
  }

  /** It was deleted through a console: nothing of it is to be read any more. */
  gone(templateId: string): void {
    if (this.#templates.has(templateId)) this.#forget(templateId);
  }

  begin(read: Read, now: number): void {
    this.#busy += 1;
    if (read.kind === "list") {
      this.#listBusy = true;
      this.#listHinted = false;
      for (let page = pagesOf(this.#templates.size); page > 0; page -= 1) this.#listCalls.push(now);
      return;
    }
    this.#buildCalls.push(now);
    if (read.kind === "vanish") {
      this.#listCalls.push(now);
      this.#patch(read.templateId, { busy: true, triedAt: now });
      return;
    }
    if (read.why === "sweep") this.#lastSweepAt = now;
    this.#patch(read.templateId, { busy: true, hinted: false, triedAt: now });
  }

  /** @param began when the read was begun, @param now when its result was written */
  finish(read: Read, result: ReadResult, began: number, now: number): void {
    this.#busy -= 1;
    if (read.kind === "list") this.#listBusy = false;
    else this.#patch(read.templateId, { busy: false });
    if (result.kind === "over") return;
    if (result.kind === "failed") {
      this.#fail(read, result.code, now);
      return;
    }
    this.#pauses = 0;
    if (read.kind === "list") this.#listed(result, began, now);
    else if (result.kind === "left") this.#forget(read.templateId);
    else if (result.kind === "stays")
      this.#patch(read.templateId, { suspect: false, failures: 0, retryAt: 0 });
    else if (result.kind === "read") {
      this.#readMeanwhile.add(read.templateId);
      const { running, leftMs } = result;
      const expectedAt = leftMs === null ? null : began + leftMs;
      this.#patch(read.templateId, { readAt: began, running, expectedAt, failures: 0, retryAt: 0 });
    }
  }

  #listed(result: ReadResult, began: number, now: number): void {
    if (result.kind !== "listed") return;
    this.#listedAt = began;
    this.#listFailures = 0;
    this.#listRetryAt = 0;
    for (let page = pagesOf(this.#templates.size); page < result.pages; page += 1) this.#listCalls.push(now);
    const suspects = new Set(result.suspects);
    for (const [id, state] of this.#templates) {
      if (state.suspect !== suspects.has(id)) this.#patch(id, { suspect: suspects.has(id) });
    }
  }

  #fail(read: Read, code: AppErrorCode, now: number): void {
    if (REGIONAL.has(code)) {
      this.#pauses += 1;
      this.#pausedUntil = now + backoff(this.#pauses, PAUSE, this.#random);
    }
    if (code === "budget-exhausted" || code === "database-unavailable") return;
    if (read.kind === "list") {
      this.#listFailures += 1;
      this.#listRetryAt = now + backoff(this.#listFailures, LIST, this.#random);
      return;
    }
    const failures = (this.#templates.get(read.templateId)?.failures ?? 0) + 1;
    this.#patch(read.templateId, { failures, retryAt: now + backoff(failures, TEMPLATE, this.#random) });
  }

  #patch(templateId: string, patch: Partial<TemplateState>): void {
    const state = this.#templates.get(templateId);
    if (state !== undefined) this.#put(templateId, { ...state, ...patch });
  }

  /** Keeps each template in the set that the planner looks for it in; who was just read goes to the end of the idle. */
  #put(id: string, state: TemplateState): void {
    const before = this.#templates.get(id);
    this.#running += Number(state.running) - Number(before?.running ?? false);
    this.#templates.set(id, state);
    const isUrgent = state.suspect || state.hinted || (state.running && state.readAt !== null);
    const home =
      isUrgent || state.failures > 0 ? this.#urgent : state.readAt === null ? this.#fresh : this.#idle;
    if (home.has(id) && (home !== this.#idle || before?.readAt === state.readAt)) return;
    for (const set of [this.#urgent, this.#fresh, this.#idle]) set.delete(id);
    home.add(id);
  }

  #forget(id: string): void {
    this.#running -= Number(this.#templates.get(id)?.running ?? false);
    this.#templates.delete(id);
    for (const set of [this.#urgent, this.#fresh, this.#idle]) set.delete(id);
  }

  /** What our copy says may have any age; from then on who was read last stands last. */
  #sortIdle(): void {
    const byAge = [...this.#idle].sort((a, b) => this.#readAt(a) - this.#readAt(b));
    this.#idle.clear();
    for (const id of byAge) this.#idle.add(id);
  }

  #readAt(id: string): number {
    return this.#templates.get(id)?.readAt ?? 0;
  }

  #inView(now: number): ReadonlySet<string> {
    for (const [id, until] of this.#looked) if (until <= now) this.#looked.delete(id);
    return new Set(this.#looked.keys());
  }
}
