import type { Call } from "../../actions/action";
import { bad, missing } from "../../refusal";
import { INSTANCE_TYPES } from "../../seed/catalogue";
import { vSwitches } from "../../seed/fixtures";
import type { Region, World } from "../../world/world";
import { limitedMembers, optional } from "../parameters";

/** Throws 404 InvalidInstanceType.NotFound. */
export function checkInstanceType(type: string | undefined): void {
  if (type !== undefined && !INSTANCE_TYPES.some(({ id }) => id === type)) {
    throw missing("InvalidInstanceType.NotFound", "The specified InstanceType does not exist.");
  }
}

/** Throws 404 InvalidVSwitchId.NotFound. */
export function checkVSwitch(world: World, region: Region, vSwitchId: string | undefined): void {
  if (vSwitchId !== undefined && !vSwitches(world.seed, region.id).some(({ id }) => id === vSwitchId)) {
    throw missing("InvalidVSwitchId.NotFound", "The specified VSwitchId does not exist.");
  }
}

/** Where a template builds. Throws the codes of the two checks above. */
export function placeOf(call: Call, world: World, region: Region) {
  const InstanceType = optional(call, "InstanceType");
  const VSwitchId = optional(call, "VSwitchId");
  checkInstanceType(InstanceType);
  checkVSwitch(world, region, VSwitchId);
  return {
    ...(InstanceType === undefined ? {} : { InstanceType }),
    ...(VSwitchId === undefined ? {} : { VSwitchId }),
  };
}

/**
 * Where the image goes: regions and accounts, at most 20 each. Throws 400 InvalidToRegionIdSize.ExceededMaxNumber,
 * InvalidAddAccountSize.ExceededMaxNumber, InvalidParameter.AddAccount, 404 InvalidRegionId.NotFound.
 */
export function targetsOf(call: Call, world: World) {
  const regions = limitedMembers(call, "ToRegionId", "InvalidToRegionIdSize.ExceededMaxNumber");
  const accounts = limitedMembers(call, "AddAccount", "InvalidAddAccountSize.ExceededMaxNumber");
  if (!regions.every((id) => world.regions.has(id))) {
    throw missing("InvalidRegionId.NotFound", "A region of ToRegionId does not exist.");
  }
  if (!accounts.every((account) => /^\d{1,19}$/.test(account))) {
    throw bad("InvalidParameter.AddAccount", "AddAccount takes account IDs.");
  }
  return {
    ToRegionIds: { ToRegionId: [...new Set(regions)] },
    AddAccounts: { AddAccount: [...new Set(accounts)] },
  };
}
