import "server-only";
import type { Machine } from "./machine";

/** What one delete calls: its fresh read, and itself. */
const ACTIONS = ["DescribeImagePipelineExecutions", "DeleteImagePipeline"];

/** How many deletes, each with its fresh read, the user share of a region can take in this minute. */
export function roomForDeletes(machine: Machine, regionId: string): number {
  return Math.min(...ACTIONS.map((action) => machine.budget.room(regionId, action, "user")));
}
