import "server-only";
import type { Machine } from "./machine";
import type { Allowance } from "./types";

/** What the collector may send now: to list templates, and to read builds. */
export function allowance(
  machine: Machine,
  regionId: string,
): { readonly lists: Allowance; readonly builds: Allowance } {
  const of = (action: string): Allowance => {
    const left = machine.budget.room(regionId, action, "collector");
    const limit = machine.budget.limit(regionId, action);
    return { limit, left, opensInMs: left > 0 ? 0 : machine.budget.waitMs(regionId, action, "collector") };
  };
  return { lists: of("DescribeImagePipelines"), builds: of("DescribeImagePipelineExecutions") };
}
