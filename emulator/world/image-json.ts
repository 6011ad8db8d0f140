import { isoSeconds } from "../clock";
import type { Image } from "./model";

/** The accounts that images belong to: the one of the demo key, and others. */
const OWNERS = {
  self: 1_234_567_890_123_456,
  others: 1_555_000_000_000_001,
  marketplace: 1_666_000_000_000_001,
  system: 0,
};

/** What both answers about images have. */
function common(image: Image) {
  const { description = "", owner } = image;
  return {
    ImageId: image.id,
    ImageName: image.name,
    ImageFamily: image.family,
    ImageOwnerAlias: owner,
    ImageVersion: "",
    Description: description,
    OSName: image.osName,
    OSType: image.osType,
    Platform: image.platform,
    Architecture: image.architecture,
    Size: image.size,
    Status: "Available",
    Progress: "100%",
    Usage: "none",
    CreationTime: isoSeconds(image.createdAt),
    IsCopied: image.copied ?? false,
    IsSelfShared: owner === "others" ? "True" : "False",
    IsSubscribed: owner === "marketplace",
    IsSupportCloudinit: true,
    IsSupportIoOptimized: true,
    ProductCode: owner === "marketplace" ? "cmjj000001" : "",
    Tags: { Tag: image.tags },
  };
}

const disk = ({ size }: Image) => ({
  Device: "/dev/xvda",
  Type: "system",
  Size: String(size),
  Format: "",
  SnapshotId: "",
  ImportOSSBucket: "",
  ImportOSSObject: "",
});

/** An image as DescribeImageFromFamily answers it: fewer fields than DescribeImages. */
export function familyImageFields(image: Image) {
  return { ...common(image), DiskDeviceMappings: { DiskDeviceMapping: [disk(image)] } };
}

/** An image as DescribeImages answers it. */
export function imageFields(image: Image) {
  const { owner } = image;
  const check = { Name: "GuestOS.CloudAssistant", Value: "Normal", RiskCode: "", RiskLevel: "" };
  return {
    ...common(image),
    ImageOwnerId: OWNERS[owner],
    OSNameEn: image.osName,
    BootMode: image.architecture === "arm64" ? "UEFI" : "BIOS",
    IsPublic: owner === "system",
    Usable: true,
    LicenseType: "Auto",
    SupplierName: owner === "marketplace" ? "A supplier of the marketplace" : "",
    LoginAsNonRootSupported: image.osType === "linux",
    ResourceGroupId: image.group,
    Features: {
      NvmeSupport: image.nvme ?? "unsupported",
      ImdsSupport: "v1",
      CpuOnlineUpgrade: "unsupported",
      CpuOnlineDowngrade: "unsupported",
      MemoryOnlineUpgrade: "unsupported",
      MemoryOnlineDowngrade: "unsupported",
    },
    SecureBootOptions: { SecureBootSupport: "unsupported" },
    DetectionOptions: { Status: "Finished", Items: { Item: owner === "self" ? [check] : [] } },
    DiskDeviceMappings: {
      DiskDeviceMapping: [{ ...disk(image), Encrypted: false, Progress: "", RemainTime: 0 }],
    },
  };
}

/** The account that an image belongs to. */
export const ownerIdOf = ({ owner }: Image): number => OWNERS[owner];
