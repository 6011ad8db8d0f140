import type { Call, Desk } from "../actions/action";
import { missing } from "../refusal";
import type { Region } from "../world/world";
import { required } from "./parameters";

/** The region a call names. Throws MissingParameter.RegionId, 404 InvalidRegionId.NotFound. */
export function regionOf(desk: Desk, call: Call, missingStatus = 400): Region {
  const region = desk.world.regions.get(required(call, "RegionId", missingStatus));
  if (!region) throw missing("InvalidRegionId.NotFound", "The specified RegionId does not exist.");
  return region;
}
