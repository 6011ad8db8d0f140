import "server-only";
import { describeTemplates } from "./describe-templates";
import { readPages } from "./listing";
import { errand, type Machine } from "./machine";
import type { CallOptions, TemplateRead } from "./types";

/** Every template of the region, all pages. Throws AppError rather than answer with a part. */
export async function listTemplates(
  machine: Machine,
  regionId: string,
  options: CallOptions,
): Promise<readonly TemplateRead[]> {
  const task = errand(machine, regionId, options);
  return readPages((token) => describeTemplates(machine, task, token));
}
