import "server-only";
import { type AppErrorCode, isAppError } from "@/lib/domain/app-error";
import type { Db, DbClock } from "@/lib/server/context";
import type { EcsGateway } from "@/lib/server/ecs/types";
import { expectedEnd } from "./expected-end";
import { LeaseLost, type Write } from "./fenced-write";
import type { Lease } from "./lease";
import { pagesOf } from "./pace";
import type { Read } from "./plan-state";
import { recordBuilds } from "./record-builds";
import { recordBuildsFailure, recordListingFailure } from "./record-failure";
import { recordListing } from "./record-listing";
import { vanish } from "./vanish";

export type Log = {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

export type ReadDeps = {
  readonly db: Db;
  readonly clock: DbClock;
  readonly publish: () => void;
  readonly ecs: EcsGateway;
  readonly lease: Lease;
  readonly write: Write;
  readonly log: Log;
  /** True once nothing that comes back is wanted any more. */
  readonly isOver: () => boolean;
};

export type ReadResult =
  /** `suspects`: templates of ours that the listing lacked. */
  | { readonly kind: "listed"; readonly pages: number; readonly suspects: readonly string[] }
  /** `leftMs`: from the beginning of the read until its running build ends, if it takes as long as those before; null: unknown. */
  | { readonly kind: "read"; readonly running: boolean; readonly leftMs: number | null }
  | { readonly kind: "left" }
  | { readonly kind: "stays" }
  | { readonly kind: "failed"; readonly code: AppErrorCode }
  | { readonly kind: "over" };

const LISTING_MS = 8_000;
const LISTING_PAGE_MS = 2_000;

/**
 * One planned read: asks ECS, writes what it said into our copy, says what came of it. A failure is written beside
 * what is known and never instead of it. Throws LeaseLost.
 */
export async function performRead(
  deps: ReadDeps,
  regionId: string,
  read: Read,
  known: number,
): Promise<ReadResult> {
  let began: string;
  try {
    began = await deps.clock.now(deps.db);
    return await ask(deps, regionId, read, known, began);
  } catch (error) {
    if (error instanceof LeaseLost) throw error;
    if (deps.isOver()) return { kind: "over" };
    const code = isAppError(error) ? error.code : "internal";
    if (code === "internal") deps.log.error({ err: error, regionId, read }, "a read failed unexpectedly");
    return { kind: "failed", code };
  }
}

async function ask(
  deps: ReadDeps,
  regionId: string,
  read: Read,
  known: number,
  began: string,
): Promise<ReadResult> {
  const { ecs, clock, write } = deps;
  switch (read.kind) {
    case "list": {
      const deadlineMs = LISTING_MS + pagesOf(known) * LISTING_PAGE_MS;
      const templates = await orRecord(
        deps,
        () => ecs.listTemplates(regionId, { share: "collector", deadlineMs }),
        (code) => write((trx) => recordListingFailure(trx, clock, { regionId, began, code })),
      );
      if (deps.isOver()) return { kind: "over" };
      const lacking = await recordListing(write, clock, { regionId, began, templates });
      return {
        kind: "listed",
        pages: pagesOf(templates.length),
        suspects: lacking.map((ref) => ref.templateId),
      };
    }
    case "builds": {
      const ref = { regionId, templateId: read.templateId };
      const builds = await orRecord(
        deps,
        () => ecs.readBuilds(regionId, read.templateId, { share: "collector" }),
        (code) => write((trx) => recordBuildsFailure(trx, clock, { ...ref, began, code })),
      );
      if (deps.isOver()) return { kind: "over" };
      const row = await write((trx) => recordBuilds(trx, clock, { ...ref, began, builds }));
      if (row === null) return { kind: "left" };
      const endsAt = expectedEnd(row);
      const leftMs = endsAt === null ? null : endsAt - Date.parse(began);
      return { kind: "read", running: row.running_count > 0, leftMs };
    }
    case "vanish": {
      const left = await vanish(deps, { regionId, templateId: read.templateId });
      return { kind: left ? "left" : "stays" };
    }
  }
}

/** A read that waited for the budget in vain says nothing of ECS; every other failure is written down. */
async function orRecord<T>(
  deps: ReadDeps,
  ask: () => Promise<T>,
  record: (code: AppErrorCode) => Promise<void>,
): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (isAppError(error) && error.code !== "budget-exhausted" && !deps.isOver()) await record(error.code);
    throw error;
  }
}
