"use server";

import type { ActionResult } from "@/lib/contracts/action-result";
import { type RegionSwitchResult, regionSwitchInput } from "@/lib/contracts/regions";
import { runAction } from "@/lib/server/run-action";
import { setRegionEnabled } from "@/lib/server/services/regions/switch";

/** Switches the reading of a region on or off. */
export async function switchRegion(raw: unknown): Promise<ActionResult<RegionSwitchResult>> {
  return await runAction(regionSwitchInput, setRegionEnabled, raw);
}
