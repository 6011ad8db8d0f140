import "server-only";
import { isRegionId } from "@/lib/domain/identifiers";
import { type Errand, errand, type Machine } from "./machine";
import { read } from "./read";
import { list, object, required, successBody, Unreadable } from "./shapes";
import type { CallOptions } from "./types";

/** Whom the list of regions is asked of: DescribeRegions has no RegionId, every endpoint answers with all of them. */
export const ANY_REGION = "cn-hangzhou";

/** DescribeRegions, in the answer's order. Throws AppError; an answer without a region is `ecs-unreadable`. */
export async function listRegions(machine: Machine, options: CallOptions): Promise<readonly string[]> {
  const task: Errand = errand(machine, ANY_REGION, options);
  return read(machine, task, {
    action: "DescribeRegions",
    invoke: (client, runtime, ecs) =>
      client.describeRegionsWithOptions(new ecs.DescribeRegionsRequest({ acceptLanguage: "en-US" }), runtime),
    parse: (answer) => {
      const { body, requestId } = successBody(answer);
      const regions = list(object(body, "Regions"), "Region").map((region) => required(region, "RegionId"));
      if (regions.length === 0 || !regions.every(isRegionId)) throw new Unreadable("Regions", requestId);
      return [...new Set(regions)];
    },
  });
}
