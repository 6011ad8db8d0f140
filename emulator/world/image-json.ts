import { isoSeconds } from "../clock";
import type { Image } from "./model";

/** An image as DescribeImages and DescribeImageFromFamily answer it. */
export function imageFields(image: Image) {
  const { description = "", owner } = image;
  return {
    ImageId: image.id,
    ImageName: image.name,
    ImageFamily: image.family,
    ImageOwnerAlias: owner,
    ImageVersion: "",
    Description: description,
    OSName: image.osName,
    OSNameEn: image.osName,
    OSType: image.osType,
    Platform: image.platform,
    Architecture: image.architecture,
    BootMode: image.architecture === "arm64" ? "UEFI" : "BIOS",
    Size: image.size,
    Status: "Available",
    Progress: "100%",
    Usage: "none",
    CreationTime: isoSeconds(image.createdAt),
    IsCopied: image.copied ?? false,
    IsPublic: owner === "system",
    IsSelfShared: owner === "others" ? "True" : "False",
    IsSubscribed: owner === "marketplace",
    IsSupportCloudinit: true,
    IsSupportIoOptimized: true,
    LoginAsNonRootSupported: image.osType === "linux",
    ProductCode: owner === "marketplace" ? "cmjj000001" : "",
    ResourceGroupId: image.group,
    Features: { NvmeSupport: image.nvme ?? "unsupported", ImdsSupport: "v1" },
    DiskDeviceMappings: {
      DiskDeviceMapping: [
        { Device: "/dev/xvda", Type: "system", Size: String(image.size), Format: "", SnapshotId: "" },
      ],
    },
    Tags: { Tag: image.tags },
  };
}
