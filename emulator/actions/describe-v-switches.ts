import { isoSeconds } from "../clock";
import { bad, missing } from "../refusal";
import { flag } from "../rules/numbers";
import { numberedPage } from "../rules/page-number";
import { commaList, optional } from "../rules/parameters";
import { regionOf } from "../rules/region";
import { askedTags, checkKey, checkValue } from "../rules/tags";
import { type VSwitch, vSwitches } from "../seed/fixtures";
import { type Action, type Call, type Desk, ECS } from "./action";
import type { Listing } from "./answer";

/** The version of VPC that this endpoint speaks for one call. */
const VPC = "2016-04-28";

const DAY = 86_400_000;

interface Found extends VSwitch {
  readonly regionId: string;
}

/** Every vSwitch of the regions that a call names: by RegionId, or by VpcId anywhere. 404 InvalidVpcIdNumber.NotSupported. */
function pool(desk: Desk, call: Call, regionNeeded: boolean): Found[] {
  const { world } = desk;
  const vpc = optional(call, "VpcId");
  if (commaList(vpc).length > 1) {
    throw missing("InvalidVpcIdNumber.NotSupported", "VpcId takes the ID of one VPC.");
  }
  const anywhere = !regionNeeded && vpc !== undefined && optional(call, "RegionId") === undefined;
  const regionIds = anywhere ? world.regionIds : [regionOf(desk, call).id];
  const found = regionIds.flatMap((regionId) =>
    vSwitches(world.seed, regionId).map((vSwitch) => ({ ...vSwitch, regionId })),
  );
  return vpc === undefined ? found : found.filter((vSwitch) => vSwitch.vpcId === vpc);
}

/** Filters that both shapes have. VPC's codes are 404 InvalidVSwitchId.NotFound, 400 Forbidden.VpcNotFound. */
function select(desk: Desk, call: Call, version: string): Found[] {
  const found = pool(desk, call, version === ECS);
  if (version === VPC && optional(call, "VpcId") !== undefined && found.length === 0) {
    throw bad("Forbidden.VpcNotFound", "The specified VPC does not exist.");
  }
  const ids = commaList(optional(call, "VSwitchId"));
  const zone = optional(call, "ZoneId");
  const name = optional(call, "VSwitchName");
  const group = optional(call, "ResourceGroupId");
  const isDefault = optional(call, "IsDefault") === undefined ? undefined : flag(call, "IsDefault", false);
  const tags = askedTags(call);
  if (version === VPC) {
    for (const { key, value } of tags) {
      checkKey(key, "InvalidTagKey");
      checkValue(value ?? "", "InvalidTagValue");
    }
  }
  if (ids.length > 20)
    throw missing("InvalidVSwitchIdNumber.NotSupported", "VSwitchId names too many vSwitches.");
  if (version === VPC && !ids.every((id) => found.some((each) => each.id === id))) {
    throw missing("InvalidVSwitchId.NotFound", "The specified VSwitchId does not exist.");
  }
  return found.filter(
    (each) =>
      (ids.length === 0 || ids.includes(each.id)) &&
      (zone === undefined || each.zoneId === zone) &&
      (name === undefined || each.name === name) &&
      (isDefault === undefined || each.isDefault === isDefault) &&
      group === undefined &&
      tags.length === 0,
  );
}

function common(desk: Desk, vSwitch: Found) {
  return {
    VSwitchId: vSwitch.id,
    VSwitchName: vSwitch.name,
    VpcId: vSwitch.vpcId,
    ZoneId: vSwitch.zoneId,
    CidrBlock: vSwitch.cidr,
    Status: "Available",
    AvailableIpAddressCount: 252,
    CreationTime: isoSeconds(desk.world.startedAt - 500 * DAY),
    Description: "",
    IsDefault: vSwitch.isDefault,
    ResourceGroupId: "",
  };
}

function answer(desk: Desk, call: Call, version: string): Listing {
  const more = (vSwitch: Found) =>
    version === VPC
      ? {
          NetworkAclId: "",
          OwnerId: 1_234_567_890_123_456,
          Ipv6CidrBlock: "",
          ShareType: "",
          Tags: { Tag: [] },
          RouteTable: { RouteTableId: `vtb-${vSwitch.vpcId.slice(4)}`, RouteTableType: "System" },
        }
      : {};
  return numberedPage(call, select(desk, call, version), 50, (vSwitch) =>
    JSON.stringify({ ...common(desk, vSwitch), ...more(vSwitch) }),
  );
}

const list = { path: ["VSwitches", "VSwitch"], paging: "number" } as const;

/** The vSwitches of a region, in ECS's shape (deprecated there in favour of VPC's). */
export const describeVSwitches: Action = {
  name: "DescribeVSwitches",
  version: ECS,
  list,
  run: (desk, call) => answer(desk, call, ECS),
};

/** The vSwitches of a region or of a VPC, in VPC's shape (page D24). */
export const describeVSwitchesOfVpc: Action = {
  name: "DescribeVSwitches",
  version: VPC,
  list,
  run: (desk, call) => answer(desk, call, VPC),
};
