import { bad, missing } from "../refusal";
import { languageOf } from "../rules/language";
import { flag } from "../rules/numbers";
import { optional } from "../rules/parameters";
import { regionOf } from "../rules/region";
import { INSTANCE_TYPES, ZONE_LETTERS, zoneId } from "../seed/catalogue";
import { type Action, ECS } from "./action";

const SPOT = new Set(["NoSpot", "SpotWithPriceLimit", "SpotAsPriceGo"]);

const DISKS = ["cloud_efficiency", "cloud_essd", "cloud_ssd"];

const TYPES = INSTANCE_TYPES.map(({ id }) => id);

/** What `Verbose` adds to a zone. */
const DETAILS = {
  AvailableResources: {
    ResourcesInfo: [
      {
        IoOptimized: true,
        SystemDiskCategories: { supportedSystemDiskCategory: DISKS },
        DataDiskCategories: { supportedDataDiskCategory: DISKS },
        InstanceGenerations: { supportedInstanceGeneration: ["ecs-6", "ecs-7", "ecs-8"] },
        InstanceTypeFamilies: {
          supportedInstanceTypeFamily: [...new Set(INSTANCE_TYPES.map(({ family }) => family))],
        },
        InstanceTypes: { supportedInstanceType: TYPES },
        NetworkTypes: { supportedNetworkCategory: ["vpc"] },
      },
    ],
  },
  AvailableInstanceTypes: { InstanceTypes: TYPES },
  AvailableDiskCategories: { DiskCategories: DISKS },
  AvailableVolumeCategories: { VolumeCategories: ["san_ssd", "san_efficiency"] },
  AvailableDedicatedHostTypes: { DedicatedHostType: ["ddh.g6"] },
  DedicatedHostGenerations: { DedicatedHostGeneration: ["ddh-6"] },
};

/** The zones of a region (page D20). */
export const describeZones: Action = {
  name: "DescribeZones",
  version: ECS,
  list: { path: ["Zones", "Zone"], paging: "none" },
  run(desk, call) {
    const region = regionOf(desk, call);
    const language = languageOf(call);
    if (!["PrePaid", "PostPaid"].includes(optional(call, "InstanceChargeType") ?? "PostPaid")) {
      throw missing("InvalidInstanceChargeType.NotFound", "The specified InstanceChargeType does not exist.");
    }
    if (!SPOT.has(optional(call, "SpotStrategy") ?? "NoSpot")) {
      throw bad("InvalidSpotStrategy", "The specified SpotStrategy is not valid.");
    }
    const verbose = flag(call, "Verbose", true);
    const items = ZONE_LETTERS.map((letter) => {
      const capital = letter.toUpperCase();
      return JSON.stringify({
        ZoneId: zoneId(region.id, letter),
        LocalName: language.startsWith("zh") ? `可用区${capital}` : `${region.id} Zone ${capital}`,
        ZoneType: "AvailabilityZone",
        AvailableResourceCreation: { ResourceTypes: ["VSwitch", "IoOptimized", "Instance", "Disk"] },
        ...(verbose ? DETAILS : {}),
      });
    });
    return { kind: "list", items, head: {} };
  },
};
