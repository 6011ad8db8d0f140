import type { QueryClient } from "@tanstack/react-query";
import type { BulkView } from "@/lib/contracts/bulk";
import type { LiveChange } from "@/lib/contracts/live";
import { keys } from "./keys";

/** Puts a change into the bulk deletes that are cached. What an unknown one turned out to be is asked of the server. */
export function patchBulks(client: QueryClient, change: LiveChange): void {
  if (change.kind === "bulk") {
    client.setQueryData<BulkView>(keys.bulk(change.bulkId), (view) => view && patchBulk(view, change));
  }
  if (change.kind !== "outcome") return;
  const { intentSeq } = change.outcome;
  for (const [key, view] of client.getQueriesData<BulkView>({ queryKey: ["bulk", "view"] })) {
    const concerns = view?.items.some(
      (item) => item.intentSeq !== null && item.intentSeq === intentSeq && item.result === "unknown",
    );
    if (concerns) void client.invalidateQueries({ queryKey: key });
  }
}

/** The newer of two words on one template counts; an end is never taken back. */
export function patchBulk(view: BulkView, change: Extract<LiveChange, { kind: "bulk" }>): BulkView {
  const { item } = change;
  const old = view.items[item.position];
  if (old === undefined || old.changedAt > item.changedAt) return view;
  return {
    ...view,
    endedAt: view.endedAt ?? change.endedAt,
    items: view.items.map((each) => (each.position === item.position ? item : each)),
  };
}

/** A reading that began before a live change was told does not take it back. */
export function mergeBulk(read: BulkView, known: BulkView | undefined): BulkView {
  if (known === undefined) return read;
  return {
    ...read,
    endedAt: read.endedAt ?? known.endedAt,
    items: read.items.map((item) => {
      const old = known.items[item.position];
      return old !== undefined && old.changedAt > item.changedAt ? old : item;
    }),
  };
}
