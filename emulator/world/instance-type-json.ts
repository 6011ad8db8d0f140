import type { InstanceType } from "../seed/catalogue";

/** What all instance types of this endpoint have in common; the values are those of a small general type. */
const COMMON = {
  InstanceCategory: "General-purpose",
  CpuSpeedFrequency: 2.7,
  CpuTurboFrequency: 3.5,
  BaselineCredit: 0,
  InitialCredit: 0,
  GPUAmount: 0,
  GPUMemorySize: 0,
  GPUSpec: "",
  LocalStorageAmount: 0,
  LocalStorageCapacity: 0,
  LocalStorageCategory: "",
  EniQuantity: 3,
  EniTotalQuantity: 3,
  EniPrivateIpAddressQuantity: 6,
  EniIpv6AddressQuantity: 6,
  EniTrunkSupported: true,
  EriQuantity: 0,
  PrimaryEniQueueNumber: 2,
  SecondaryEniQueueNumber: 2,
  TotalEniQueueQuantity: 6,
  MaximumQueueNumberPerEni: 2,
  QueuePairNumber: 0,
  NetworkCardQuantity: 1,
  NetworkCards: { NetworkCardInfo: [{ NetworkCardIndex: 0 }] },
  NetworkInfo: {
    BandwidthWeighting: {
      WeightingInfos: {
        WeightingInfo: [
          {
            Name: "Default",
            VpcBandwidth: 1_024_000,
            VpcBurstBandwidth: 2_048_000,
            EbsBandwidth: 1_024_000,
            EbsBurstBandwidth: 2_048_000,
          },
        ],
      },
    },
  },
  NetworkEncryptionSupport: false,
  JumboFrameSupport: true,
  InstanceBandwidthRx: 1_024_000,
  InstanceBandwidthTx: 1_024_000,
  InstancePpsRx: 300_000,
  InstancePpsTx: 300_000,
  DiskQuantity: 17,
  NvmeSupport: "supported",
  EnhancedNetwork: { RssSupport: false, SriovSupport: false, ExpressSupport: false, VfQueueNumberPerEni: 0 },
  Clock: { PtpSupport: "unsupported" },
  SecurityOptions: { SecureBootSupport: "unsupported" },
  Attributes: { Attribute: [{ Name: "InstanceGeneration", Value: "ecs-6" }] },
};

/** An instance type as DescribeInstanceTypes answers it. */
export function instanceTypeFields(type: InstanceType) {
  const arm = type.architecture === "ARM";
  const threads = arm ? 1 : 2;
  return {
    InstanceTypeId: type.id,
    InstanceTypeFamily: type.family,
    InstanceFamilyLevel: type.family.includes(".t6") ? "CreditEntryLevel" : "EnterpriseLevel",
    CpuCoreCount: type.cores,
    MemorySize: type.memory,
    CpuArchitecture: type.architecture,
    PhysicalProcessorModel: arm ? "Yitian 710" : "Intel Xeon (Ice Lake) Platinum 8369B",
    CpuOptions: {
      Core: type.cores / threads,
      CoreFactor: 1,
      ThreadsPerCore: threads,
      HyperThreadingAdjustable: !arm,
      NestedVirtualizationSupport: "unsupported",
      SupportedTopologyTypes: { SupportedTopologyType: ["DiscreteCoreToHTMapping"] },
    },
    ...COMMON,
    SupportedBootModes: { SupportedBootMode: arm ? ["UEFI"] : ["BIOS", "UEFI"] },
  };
}

export type InstanceTypeFields = ReturnType<typeof instanceTypeFields>;
