import "server-only";
import type { BulkWish } from "@/lib/domain/bulk";
import type { Ctx, Trx } from "@/lib/server/context";
import { endIfDone } from "./end-if-done";

/** Until this long after its last sign of life a bulk delete is its runner's. */
const LEASE_MS = 30_000;
/** Bulk deletes that one process takes at once. */
const MOST = 20;

/** A bulk delete that this process works on now, with what is left to do. */
export type ClaimedBulk = {
  readonly bulkId: string;
  readonly wish: BulkWish;
  readonly actor: string;
  readonly reason: string | null;
  readonly waiting: readonly WaitingItem[];
};

export type WaitingItem = {
  readonly position: number;
  readonly regionId: string;
  readonly templateId: string;
  readonly name: string;
};

type Deps = Pick<Ctx, "db" | "clock">;

/**
 * Takes the bulk deletes that nobody works on, or whose runner gave no sign for 30 s by the database's time. What was
 * under way and has no intent waits again; what has one takes the attempt's outcome and is never sent again.
 */
export async function claimBulks(
  deps: Deps,
  runner: string,
  mine: ReadonlySet<string>,
): Promise<ClaimedBulk[]> {
  const now = await deps.clock.now(deps.db);
  const free = await deps.db
    .selectFrom("bulk_delete")
    .select("bulk_id")
    .where("ended_at", "is", null)
    .where(({ or, eb }) =>
      or([eb("runner_until", "is", null), eb("runner_until", "<", now), eb("runner", "=", runner)]),
    )
    .orderBy("at")
    .limit(MOST)
    .execute();
  const claimed: ClaimedBulk[] = [];
  for (const { bulk_id } of free) {
    if (mine.has(bulk_id)) continue;
    const bulk = await deps.db.transaction().execute((trx) => claimOne(trx, deps, runner, bulk_id));
    if (bulk) claimed.push(bulk);
  }
  return claimed;
}

async function claimOne(trx: Trx, deps: Deps, runner: string, bulkId: string): Promise<ClaimedBulk | null> {
  const now = await deps.clock.now(trx);
  const bulk = await trx
    .updateTable("bulk_delete")
    .set({ runner, runner_until: later(now) })
    .where("bulk_id", "=", bulkId)
    .where("ended_at", "is", null)
    .where(({ or, eb }) =>
      or([eb("runner_until", "is", null), eb("runner_until", "<", now), eb("runner", "=", runner)]),
    )
    .returning(["actor", "reason", "wish"])
    .executeTakeFirst();
  if (!bulk) return null;
  const leftBehind = trx
    .updateTable("bulk_item")
    .where("bulk_id", "=", bulkId)
    .where("result", "=", "deleting");
  await leftBehind.set({ result: "waiting", changed_at: now }).where("intent_seq", "is", null).execute();
  await leftBehind.set({ result: "unknown", changed_at: now }).where("intent_seq", "is not", null).execute();
  const rows = await trx
    .selectFrom("bulk_item")
    .select(["position", "region_id", "template_id", "template_name"])
    .where("bulk_id", "=", bulkId)
    .where("result", "=", "waiting")
    .orderBy("position")
    .execute();
  const waiting = rows.map((row) => ({
    position: row.position,
    regionId: row.region_id,
    templateId: row.template_id,
    name: row.template_name,
  }));
  if (waiting.length === 0) {
    await endIfDone(trx, deps, bulkId);
    return null;
  }
  return { bulkId, ...bulk, wish: wishOf(bulk), waiting };
}

/** What a bulk's row says is to be done with each of its templates. */
export function wishOf(row: { readonly wish: string | null }): BulkWish {
  return row.wish === "queue" ? "queue" : "delete";
}

/**
 * Says that this process still works on a bulk delete, and locks it until the transaction ends: false when another
 * has taken it over meanwhile, then nothing of it may be written. Taken before items and changes, after the audit log.
 */
export async function holdBulk(
  trx: Trx,
  deps: Pick<Ctx, "clock">,
  runner: string,
  bulkId: string,
): Promise<boolean> {
  const held = await trx
    .updateTable("bulk_delete")
    .set({ runner_until: later(await deps.clock.now(trx)) })
    .where("bulk_id", "=", bulkId)
    .where("runner", "=", runner)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  return held.numUpdatedRows === 1n;
}

/** A sign of life for all that this process works on. */
export async function renewBulks(deps: Deps, runner: string, mine: ReadonlySet<string>): Promise<void> {
  if (mine.size === 0) return;
  await deps.db
    .updateTable("bulk_delete")
    .set({ runner_until: later(await deps.clock.now(deps.db)) })
    .where("runner", "=", runner)
    .where("bulk_id", "in", [...mine])
    .where("ended_at", "is", null)
    .execute();
}

/** Leaves them to whoever comes first: this process stops. */
export async function releaseBulks(deps: Deps, runner: string): Promise<void> {
  await deps.db
    .updateTable("bulk_delete")
    .set({ runner: null, runner_until: null })
    .where("runner", "=", runner)
    .where("ended_at", "is", null)
    .execute();
}

function later(now: string): string {
  return new Date(Date.parse(now) + LEASE_MS).toISOString();
}
