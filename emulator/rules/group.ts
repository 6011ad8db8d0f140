import type { Call } from "../actions/action";
import { missing } from "../refusal";
import { RESOURCE_GROUPS } from "../seed/catalogue";
import { optional } from "./parameters";

/** The resource group that a write names; empty for the default one. Throws 404 InvalidResourceGroup.NotFound. */
export function groupOf(call: Call): string {
  const group = optional(call, "ResourceGroupId");
  if (group === undefined) return "";
  if (!(RESOURCE_GROUPS as readonly string[]).includes(group)) {
    throw missing("InvalidResourceGroup.NotFound", "The specified ResourceGroupId does not exist.");
  }
  return group;
}
