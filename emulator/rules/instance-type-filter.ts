import type { Call } from "../actions/action";
import { bad } from "../refusal";
import type { InstanceTypeFields } from "../world/instance-type-json";
import { limitedMembers, optional } from "./parameters";

type NumberField = {
  [Field in keyof InstanceTypeFields]: InstanceTypeFields[Field] extends number ? Field : never;
}[keyof InstanceTypeFields];

/** Sizes that `Maximum…` bounds; `Minimum…` bounds these and the next ones. */
const BOTH = [
  ...["CpuCoreCount", "CpuSpeedFrequency", "CpuTurboFrequency", "GPUAmount", "MemorySize"],
] as readonly NumberField[];

const LEAST = [
  ...["BaselineCredit", "DiskQuantity", "EniIpv6AddressQuantity", "EniPrivateIpAddressQuantity"],
  ...["EniQuantity", "EriQuantity", "InitialCredit", "InstanceBandwidthRx", "InstanceBandwidthTx"],
  ...["InstancePpsRx", "InstancePpsTx", "LocalStorageAmount", "LocalStorageCapacity"],
  ...["PrimaryEniQueueNumber", "QueuePairNumber", "SecondaryEniQueueNumber"],
] as readonly NumberField[];

/** Words: the field, its parameter, and the parameter that lists several. */
const WORDS = [
  ["CpuArchitecture", "CpuArchitecture", "CpuArchitectures"],
  ["GPUSpec", "GPUSpec", "GpuSpecs"],
  ["InstanceCategory", "InstanceCategory", "InstanceCategories"],
  ["InstanceFamilyLevel", "InstanceFamilyLevel", ""],
  ["InstanceTypeFamily", "InstanceTypeFamily", "InstanceTypeFamilies"],
  ["LocalStorageCategory", "LocalStorageCategory", "LocalStorageCategories"],
  ["NvmeSupport", "NvmeSupport", ""],
  ["PhysicalProcessorModel", "PhysicalProcessorModel", "PhysicalProcessorModels"],
] as const;

/** A bound of a size, or undefined. Throws 400 InvalidParameter.<Name>. */
function bound(call: Call, name: string): number | undefined {
  const text = optional(call, name);
  if (text === undefined) return undefined;
  if (!/^\d{1,12}(\.\d{1,6})?$/.test(text)) throw bad(`InvalidParameter.${name}`, `${name} takes a number.`);
  return Number(text);
}

type Test = (type: InstanceTypeFields) => boolean;

function sizeTests(call: Call): Test[] {
  return [...BOTH, ...LEAST].flatMap((field) => {
    const least = bound(call, `Minimum${field}`);
    const most = BOTH.includes(field) ? bound(call, `Maximum${field}`) : undefined;
    return [
      ...(least === undefined ? [] : [(type: InstanceTypeFields) => type[field] >= least]),
      ...(most === undefined ? [] : [(type: InstanceTypeFields) => type[field] <= most]),
    ];
  });
}

function wordTests(call: Call): Test[] {
  return WORDS.flatMap(([field, one, several]) => {
    const asked = optional(call, one);
    const words = [
      ...(asked === undefined ? [] : [asked]),
      ...(several ? limitedMembers(call, several) : []),
    ];
    return words.length === 0 ? [] : [(type: InstanceTypeFields) => words.includes(type[field])];
  });
}

/**
 * What DescribeInstanceTypes filters by (page D22): every test must be passed. Throws 400 InvalidParameter.<Name>.
 */
export function instanceTypeFilter(call: Call): Test {
  const ids = limitedMembers(call, "InstanceTypes");
  if (ids.length > 10) throw bad("InvalidParameter.InstanceTypes", "InstanceTypes takes at most 10 members.");
  limitedMembers(call, "AdditionalAttributes");
  const tests = [...sizeTests(call), ...wordTests(call)];
  return (type) =>
    (ids.length === 0 || ids.includes(type.InstanceTypeId)) && tests.every((passes) => passes(type));
}
