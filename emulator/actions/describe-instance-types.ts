import { bad } from "../refusal";
import { maxResults, page, positionOf } from "../rules/paging";
import { limitedMembers, optional } from "../rules/parameters";
import { INSTANCE_TYPES, type InstanceType } from "../seed/catalogue";
import { type Action, type Call, ECS } from "./action";

/** A bound of a size. Throws 400 InvalidParameter.<Name>. */
function bound(call: Call, name: string, absent: number): number {
  const text = optional(call, name);
  if (text === undefined) return absent;
  if (!/^\d{1,9}(\.\d{1,6})?$/.test(text)) throw bad(`InvalidParameter.${name}`, `${name} takes a number.`);
  return Number(text);
}

function filterOf(call: Call) {
  const ids = limitedMembers(call, "InstanceTypes");
  if (ids.length > 10) throw bad("InvalidParameter.InstanceTypes", "InstanceTypes takes at most 10 members.");
  return {
    ids,
    architecture: optional(call, "CpuArchitecture"),
    family: optional(call, "InstanceTypeFamily"),
    cores: [
      bound(call, "MinimumCpuCoreCount", 0),
      bound(call, "MaximumCpuCoreCount", Number.MAX_SAFE_INTEGER),
    ],
    memory: [bound(call, "MinimumMemorySize", 0), bound(call, "MaximumMemorySize", Number.MAX_SAFE_INTEGER)],
  } as const;
}

function matches(type: InstanceType, filter: ReturnType<typeof filterOf>): boolean {
  const { ids, architecture, family, cores, memory } = filter;
  if (ids.length > 0 && !ids.includes(type.id)) return false;
  if (architecture !== undefined && architecture !== type.architecture) return false;
  if (family !== undefined && family !== type.family) return false;
  if (type.cores < cores[0] || type.cores > cores[1]) return false;
  return type.memory >= memory[0] && type.memory <= memory[1];
}

function json(type: InstanceType): string {
  return JSON.stringify({
    InstanceTypeId: type.id,
    InstanceTypeFamily: type.family,
    InstanceFamilyLevel: type.family.includes(".t6") ? "CreditEntryLevel" : "EnterpriseLevel",
    InstanceCategory: "General-purpose",
    CpuCoreCount: type.cores,
    MemorySize: type.memory,
    CpuArchitecture: type.architecture,
    CpuSpeedFrequency: 2.7,
    CpuTurboFrequency: 3.5,
    PhysicalProcessorModel:
      type.architecture === "ARM" ? "Yitian 710" : "Intel Xeon (Ice Lake) Platinum 8369B",
    GPUAmount: 0,
    GPUSpec: "",
    EniQuantity: 3,
    EniPrivateIpAddressQuantity: 6,
    InstanceBandwidthRx: 1_024_000,
    InstanceBandwidthTx: 1_024_000,
    InstancePpsRx: 300_000,
    InstancePpsTx: 300_000,
    DiskQuantity: 17,
    NvmeSupport: "supported",
    SupportedBootModes: { SupportedBootMode: type.architecture === "ARM" ? ["UEFI"] : ["BIOS", "UEFI"] },
  });
}

/** Instance types, the same in every region: the endpoint decides the region, and this one is of all (page D22). */
export const describeInstanceTypes: Action = {
  name: "DescribeInstanceTypes",
  version: ECS,
  list: { path: ["InstanceTypes", "InstanceType"], paging: "token" },
  run(desk, call) {
    const filter = filterOf(call);
    const most = maxResults(call, 1600, 1600);
    const listing = JSON.stringify([this.name, filter]);
    const position = positionOf(desk, call, listing, () => 0);
    const found = INSTANCE_TYPES.filter((type) => matches(type, filter));
    const items = found.toSorted((left, right) => (left.id < right.id ? -1 : 1));
    const ordered = { items, place: (type: InstanceType) => ({ rank: 0, id: type.id }) };
    const { head, ...answer } = page(desk, call, listing, ordered, position, json, most);
    return { ...answer, head: { NextToken: head.NextToken ?? "" } };
  },
};
