import { seeded } from "../random";
import { makeId } from "../world/identity";
import { ZONE_LETTERS, zoneId } from "./catalogue";

/** How many own images a region is seeded with, each with a family of its own. */
export const OWN_IMAGES = 8;

/** The ID of a seeded thing: the same for the same seed, region, and index. */
export function seededId(seed: string, prefix: string, regionId: string, index: number): string {
  return makeId(prefix, regionId, seeded(seed, prefix, regionId, index));
}

/** The ID of the region's own image number `index`. */
export const ownImageId = (seed: string, regionId: string, index: number) =>
  seededId(seed, "m", regionId, index);

/** The family of the region's own image number `index`. */
export const ownFamily = (index: number) =>
  `golden-${["linux", "web", "data", "ci"][index % 4]}-${index + 1}`;

/** A vSwitch; every region has one for each zone. */
export interface VSwitch {
  readonly id: string;
  readonly vpcId: string;
  readonly zoneId: string;
  readonly name: string;
  readonly cidr: string;
  readonly isDefault: boolean;
}

/** The vSwitches of a region, all in one VPC. */
export function vSwitches(seed: string, regionId: string): VSwitch[] {
  return ZONE_LETTERS.map((letter, index) => ({
    id: seededId(seed, "vsw", regionId, index),
    vpcId: seededId(seed, "vpc", regionId, 0),
    zoneId: zoneId(regionId, letter),
    name: `images-${letter}`,
    cidr: `172.16.${index}.0/24`,
    isDefault: index === 0,
  }));
}
