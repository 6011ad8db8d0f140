import type { Call } from "../actions/action";
import { bad, forbidden } from "../refusal";
import type { Component } from "../world/model";
import { oneOf } from "./numbers";
import { optional } from "./parameters";

/** SystemType, if named. Throws 400 InvalidSystemType.NotSupportedValue. */
export const systemType = (call: Call) =>
  oneOf(call, "SystemType", ["Linux", "Windows"], "InvalidSystemType.NotSupportedValue");

/** ComponentType, if named. Throws 400 InvalidComponentType.NotSupportedValue. */
export const componentType = (call: Call) =>
  oneOf(call, "ComponentType", ["Build", "Test"], "InvalidComponentType.NotSupportedValue");

const PART = "(?:0|[1-9]\\d{0,8})";

const VERSION = new RegExp(`^${PART}\\.${PART}\\.${PART}$`);

/**
 * The version of a new component: as named, or (x+1).0.0 where x is the highest major version of its name.
 * Throws 400 InvalidParameter.ComponentVersion, 403 InvalidComponentVersion.Exist.
 */
export function newVersion(call: Call, name: string, components: readonly Component[]): string {
  const same = components.filter((component) => component.owner === "SELF" && component.name === name);
  const version = optional(call, "ComponentVersion");
  if (version === undefined) {
    return `${Math.max(0, ...same.map((component) => Number.parseInt(component.version, 10))) + 1}.0.0`;
  }
  if (!VERSION.test(version)) {
    throw bad("InvalidParameter.ComponentVersion", "ComponentVersion takes major.minor.patch.");
  }
  if (same.some((component) => component.version === version)) {
    throw forbidden("InvalidComponentVersion.Exist", "The specified version of this component exists.");
  }
  return version;
}

const PATTERN = new RegExp(`^(?:${PART}|\\*)\\.(?:${PART}|\\*)\\.(?:${PART}|\\*)$`);

/** The version that a listing asks for: one part may be `*`, and only with a Name. Throws 400 InvalidParameter.ComponentVersion. */
export function askedVersion(call: Call): string | undefined {
  const version = optional(call, "ComponentVersion");
  if (version === undefined) return undefined;
  const stars = version.split("*").length - 1;
  if (!PATTERN.test(version) || stars > 1 || optional(call, "Name") === undefined) {
    throw bad(
      "InvalidParameter.ComponentVersion",
      "ComponentVersion takes major.minor.patch, together with Name.",
    );
  }
  return version;
}
