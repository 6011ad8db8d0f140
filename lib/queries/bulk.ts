import { queryOptions } from "@tanstack/react-query";
import { closeBulk, deleteTemplates, queueTemplates } from "@/lib/actions/bulk";
import type { BulkList, BulkStart, BulkView } from "@/lib/contracts/bulk";
import type { BulkInput, BulkQueueInput } from "@/lib/contracts/bulk-input";
import { paths } from "@/lib/paths";
import { fetchJson } from "./fetch-json";
import { keys } from "./keys";
import { mergeBulk } from "./patch-bulks";
import { browserJobParts, runJob, type Settled } from "./run-job";

/** Live changes bring each result; this finds what they could not, such as the work of a process that was killed. */
const LOOK_AGAIN_MS = 5_000;

/** My bulk deletes whose results I have not closed. */
export const bulkListOptions = queryOptions({
  queryKey: keys.bulkList,
  queryFn: ({ signal }) => fetchJson<BulkList>(paths.api.bulks(), signal),
  staleTime: Number.POSITIVE_INFINITY,
});

/** One with the result of each template. */
export function bulkOptions(bulkId: string) {
  return queryOptions({
    queryKey: keys.bulk(bulkId),
    queryFn: async ({ signal, client }) =>
      mergeBulk(
        await fetchJson<BulkView>(paths.api.bulk(bulkId), signal),
        client.getQueryData<BulkView>(keys.bulk(bulkId)),
      ),
    refetchInterval: ({ state }) => (state.data?.endedAt ? false : LOOK_AGAIN_MS),
  });
}

/** Orders a bulk delete; `lost` when it is not known whether it was begun. */
export function orderBulk(input: BulkInput): Promise<Settled<BulkStart>> {
  return runJob(() => deleteTemplates(input), browserJobParts());
}

/** Orders a delete at the end of the build of each; `lost` when it is not known whether it was begun. */
export function orderQueue(input: BulkQueueInput): Promise<Settled<BulkStart>> {
  return runJob(() => queueTemplates(input), browserJobParts());
}

/** Says that the results were seen. What goes wrong only offers them once more. */
export async function dismissBulk(bulkId: string): Promise<void> {
  await runJob(() => closeBulk({ bulkId }), browserJobParts()).catch(() => undefined);
}
