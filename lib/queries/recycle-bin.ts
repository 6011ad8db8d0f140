import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { checkRestore, restoreTemplate } from "@/lib/actions/recycle-bin";
import type { TemplateRef } from "@/lib/contracts/inputs";
import type { BinPage, RestoreCheck, RestoreResult } from "@/lib/contracts/recycle-bin";
import { paths } from "@/lib/paths";
import { fetchJson } from "./fetch-json";
import { browserJobParts, runJob, type Settled } from "./run-job";

const NEXT_PAGE_ROWS = 200;

export const binKeys = {
  lists: ["recycle-bin", "list"] as const,
  list: (query: string) => ["recycle-bin", "list", query] as const,
};

/** The recycle bin for one address (`query`: its parameters as text). */
export function binListOptions(query: string) {
  return infiniteQueryOptions({
    queryKey: binKeys.list(query),
    queryFn: ({ pageParam, signal }) => {
      const params = new URLSearchParams(query);
      if (pageParam !== null) {
        params.set("cursor", pageParam);
        params.set("limit", String(NEXT_PAGE_ROWS));
      }
      return fetchJson<BinPage>(paths.api.recycleBin(params.toString()), signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page: BinPage) => page.nextCursor,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });
}

export function askRestoreCheck(ref: TemplateRef): Promise<Settled<RestoreCheck>> {
  return runJob(() => checkRestore(ref), browserJobParts());
}

/** A confirmed restore; its result or `lost` within 20 s. */
export function confirmRestore(ref: TemplateRef): Promise<Settled<RestoreResult>> {
  return runJob(() => restoreTemplate(ref), browserJobParts());
}
