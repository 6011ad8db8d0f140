import { queryOptions } from "@tanstack/react-query";
import type { LiveChange } from "@/lib/contracts/live";
import type { QueuePage } from "@/lib/contracts/queue";
import { paths } from "@/lib/paths";
import { fetchJson } from "./fetch-json";

export const queueKey = ["queue"] as const;

export function queueOptions(initial: QueuePage) {
  return queryOptions({
    queryKey: queueKey,
    queryFn: ({ signal }) => fetchJson<QueuePage>(paths.api.queue(), signal),
    staleTime: Number.POSITIVE_INFINITY,
    initialData: initial,
  });
}

/** Whether a change can move a list of queued deletes; every other one is no news for it. */
export function movesQueue(page: QueuePage, change: LiveChange): boolean {
  const holds = (regionId: string, templateId: string) =>
    page.items.some((item) => item.templateId === templateId && item.regionId === regionId);
  switch (change.kind) {
    case "template":
      return change.item.queue !== null || holds(change.item.regionId, change.item.id);
    case "template-gone":
      return holds(change.regionId, change.templateId);
    case "outcome":
      return change.outcome.action.startsWith("template.delete");
    case "region":
    case "bulk":
      return false;
  }
}
