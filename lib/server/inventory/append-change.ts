import "server-only";
import type { LiveChange } from "@/lib/contracts/live";
import type { DbClock, Trx } from "@/lib/server/context";
import { nextNumber } from "@/lib/server/db/counter";

type WithoutSeq<T> = T extends { readonly seq: number } ? Omit<T, "seq"> : never;

/** A change before it has its number. */
export type NewChange = WithoutSeq<LiveChange>;

/** What a client that was away can still catch up on; longer away, it reads the page again. */
export const CHANGES_KEPT = 20_000;
const PRUNE_EVERY = 500;

/**
 * Numbers a change and writes it; commit order is number order. The caller announces it after the commit
 * (`publish` of the context, or withChanges). Answers with the number. Throws `database-unavailable`.
 */
export async function appendChange(trx: Trx, clock: DbClock, change: NewChange): Promise<number> {
  return await appendChanges(trx, clock, [change]);
}

/** The same for several at once, numbered in their order; answers with the first number. At least one. */
export async function appendChanges(
  trx: Trx,
  clock: DbClock,
  changes: readonly NewChange[],
): Promise<number> {
  const first = await nextNumber(trx, "change", changes.length);
  const at = await clock.now(trx);
  const rows = changes.map((change, index) => ({
    seq: first + index,
    at,
    kind: change.kind,
    ...subjectOf(change),
    payload: JSON.stringify({ seq: first + index, ...change }),
  }));
  await trx.insertInto("change").values(rows).execute();
  const last = first + changes.length - 1;
  if (Math.floor(last / PRUNE_EVERY) !== Math.floor((first - 1) / PRUNE_EVERY)) {
    await trx
      .deleteFrom("change")
      .where("seq", "<=", last - CHANGES_KEPT)
      .execute();
  }
  return first;
}

function subjectOf(change: NewChange): { region_id: string | null; template_id: string | null } {
  switch (change.kind) {
    case "template":
      return { region_id: change.item.regionId, template_id: change.item.id };
    case "template-gone":
      return { region_id: change.regionId, template_id: change.templateId };
    case "region":
      return { region_id: change.region.regionId, template_id: null };
    case "outcome":
      return { region_id: change.outcome.regionId, template_id: change.outcome.templateId };
    case "bulk":
      return { region_id: change.item.regionId, template_id: change.item.templateId };
  }
}
