import { switchRegion } from "@/lib/actions/regions";
import type { RegionSwitchInput, RegionSwitchResult } from "@/lib/contracts/regions";
import { browserJobParts, runJob, type Settled } from "./run-job";

export function requestRegionSwitch(input: RegionSwitchInput): Promise<Settled<RegionSwitchResult>> {
  return runJob(() => switchRegion(input), browserJobParts());
}
