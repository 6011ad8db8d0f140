import type { Component } from "../../world/model";

/** What a COMPONENT command names. */
export interface Reference {
  readonly id?: string;
  readonly regionId?: string;
  readonly name?: string;
  readonly version?: string;
}

const VERSION = /^(\d+|\*)\.(\d+|\*)\.(\d+|\*)$/;

/**
 * Reads `ic-…` or `acs:ecs:<region>:<uid>:imagecomponent/<name>:<version>` (page; the SDK's example has `/` before
 * the version). Any part may be `*`. null when it is neither.
 */
export function parseReference(text: string): Reference | null {
  if (/^ic-[a-z0-9]+$/i.test(text)) return { id: text };
  const [, regionId = "", path = ""] = /^acs:ecs:([^:]*):[^:]*:imagecomponent\/(.+)$/.exec(text) ?? [];
  const [, name, version = ""] = /^(.+)[:/]([^:/]+)$/.exec(path) ?? [];
  if (name === undefined || !(version === "*" || VERSION.test(version))) return null;
  return { regionId, name, version };
}

const matchesPart = (part: string | undefined, value: string) => part === "*" || part === value;

function matches({ id, regionId, name, version = "" }: Reference, component: Component): boolean {
  if (id !== undefined) return component.id === id;
  if (!matchesPart(regionId, component.regionId) || !matchesPart(name, component.name)) return false;
  return version === "*" || matchesVersion(version, component.version);
}

/** Does a version fit a pattern such as `1.*.*`? */
export function matchesVersion(pattern: string, version: string): boolean {
  const parts = version.split(".");
  return pattern.split(".").every((part, index) => matchesPart(part, parts[index] ?? ""));
}

/** The greater version is the later one in this order. */
function compareVersions(left: string, right: string): number {
  const rights = right.split(".").map(Number);
  const differences = left.split(".").map((part, index) => Number(part) - (rights[index] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}

/** The component that a reference stands for: of several the highest version, those of the type wanted first. */
export function resolve(
  components: readonly Component[],
  reference: Reference,
  type: string,
): Component | undefined {
  const found = components
    .filter((component) => matches(reference, component))
    .sort((left, right) => compareVersions(right.version, left.version));
  return found.find((component) => component.type === type) ?? found[0];
}
