import { expect, it } from "vitest";
import { ask, endpointForTest } from "../testing-desk";
import { many, type Row, rows } from "../testing-rows";

const REGION = "cn-hangzhou";
const { desk } = endpointForTest();
const own = `m-of-ours`;
const image = (owner: string) => {
  const answer = ask(desk, "DescribeImages", { RegionId: REGION, ImageOwnerAlias: owner, PageSize: "100" });
  if (answer.kind !== "list") throw new Error("no images");
  return answer.items.map(
    (item) => JSON.parse(item) as { ImageId: string; Platform: string; ImageName: string },
  );
};
const windows = image("system").find(({ Platform }) => Platform.startsWith("Windows"))?.ImageId ?? "";
const freebsd = image("self").find(({ Platform }) => Platform === "FreeBSD")?.ImageId ?? "";

const BASE = { RegionId: REGION, BaseImageType: "IMAGE_FAMILY", BaseImage: "acs:ubuntu_22_04_x64" };
const I = "ImportImageOptions.";

const refused: Row[] = [
  ["no region", { RegionId: "" }, "MissingParameter.RegionId", 404],
  ["an unknown region", { RegionId: "cn-nowhere" }, "InvalidRegionId.NotFound", 404],
  ["no type of base", { BaseImageType: "" }, "MissingParameter.BaseImageType", 404],
  ["another type of base", { BaseImageType: "SNAPSHOT" }, "InvalidBaseImageType.NotSupportedValue"],
  ["no base", { BaseImage: "" }, "MissingParameter.BaseImage", 404],
  ["an unknown image", { BaseImageType: "IMAGE", BaseImage: own }, "InvalidImage.NotFound", 404],
  ["an unknown family", { BaseImage: "nobody" }, "InvalidImage.NotFound", 404],
  [
    "an image of the marketplace",
    { BaseImageType: "IMAGE", BaseImage: image("marketplace")[0]?.ImageId ?? "" },
    "InvalidImage.ImageOwnerAliasUnsupported",
  ],
  ["a name of one letter", { Name: "a" }, "InvalidName.Malformed"],
  ["a name of 129", { Name: "a".repeat(129) }, "InvalidName.Malformed"],
  ["a name that begins with a digit", { Name: "1ab" }, "InvalidName.Malformed"],
  ["a name with a space", { Name: "a b" }, "InvalidName.Malformed"],
  ["a name with an emoji", { Name: "ab🙂" }, "InvalidName.Malformed"],
  ["a name like an address", { Name: "http://a" }, "InvalidName.Malformed"],
  ["a description of one", { Description: "a" }, "InvalidDescription.Malformed"],
  ["a description of 257", { Description: "a".repeat(257) }, "InvalidDescription.Malformed"],
  ["a description like an address", { Description: "https://a" }, "InvalidDescription.Malformed"],
  ["an image name of 65", { "ImageOptions.ImageName": "a".repeat(65) }, "InvalidImageName.Malformed"],
  ["an old image name of one", { ImageName: "a" }, "InvalidImageName.Malformed"],
  ["a family of the cloud", { "ImageOptions.ImageFamily": "acs:mine" }, "InvalidImageFamily.Malformed"],
  ["a family with aliyun", { ImageFamily: "aliyunx" }, "InvalidImageFamily.Malformed"],
  ["a family with a dot", { ImageFamily: "a.b" }, "InvalidImageFamily.Malformed"],
  ["an image description of one", { "ImageOptions.Description": "x" }, "InvalidImageOptions.Description"],
  [
    "another suffix",
    { "AdvancedOptions.ImageNameSuffix": "enable" },
    "InvalidAdvancedOptions.ImageNameSuffix",
  ],
  [
    "a name that an image has",
    {
      "AdvancedOptions.ImageNameSuffix": "disable",
      ImageName: image("self")[0]?.ImageName.slice(0, 64) ?? "",
    },
    "InvalidImageName.Duplicated",
  ],
  ["NVMe perhaps", { "ImageOptions.ImageFeatures.NvmeSupport": "perhaps" }, "InvalidParameter.NvmeSupport"],
  ["old NVMe perhaps", { NvmeSupport: "perhaps" }, "InvalidParameter.NvmeSupport"],
  ["a disk of 19", { SystemDiskSize: "19" }, "InvalidSystemDiskSize.NotSupportedValue"],
  ["a disk of 501", { SystemDiskSize: "501" }, "InvalidSystemDiskSize.NotSupportedValue"],
  ["half a disk", { SystemDiskSize: "40.5" }, "InvalidSystemDiskSize.NotSupportedValue"],
  [
    "bandwidth of 101",
    { InternetMaxBandwidthOut: "101" },
    "InvalidInternetMaxBandwidthOut.NotSupportedValue",
  ],
  ["bandwidth of -1", { InternetMaxBandwidthOut: "-1" }, "InvalidInternetMaxBandwidthOut.NotSupportedValue"],
  ["21 regions", many("ToRegionId", 21, () => REGION), "InvalidToRegionIdSize.ExceededMaxNumber"],
  ["21 accounts", many("AddAccount", 21, (index) => `1${index}`), "InvalidAddAccountSize.ExceededMaxNumber"],
  ["an account that is none", { "AddAccount.1": "me" }, "InvalidParameter.AddAccount"],
  ["a target that is none", { "ToRegionId.1": "cn-nowhere" }, "InvalidRegionId.NotFound", 404],
  ["an unknown group", { ResourceGroupId: "rg-other" }, "InvalidResourceGroup.NotFound", 404],
  ["an unknown type", { InstanceType: "ecs.none.large" }, "InvalidInstanceType.NotFound", 404],
  ["an unknown vSwitch", { VSwitchId: "vsw-none" }, "InvalidVSwitchId.NotFound", 404],
  ["another repair", { RepairMode: "Some" }, "InvalidParameter.RepairMode"],
  ["a repair item alone", { "RepairItem.1": "fstab" }, "MissingParameter.RepairMode", 404],
  [
    "a repair item of Standard",
    { RepairMode: "Standard", "RepairItem.1": "fstab" },
    "InvalidParameterCombination",
  ],
  [
    "a repair item of Windows",
    { RepairMode: "Customized", "RepairItem.1": "bcd" },
    "InvalidParameter.RepairItem",
  ],
  [
    "repair of FreeBSD",
    { BaseImageType: "IMAGE", BaseImage: freebsd, RepairMode: "All" },
    "InvalidImage.NotSupportRepair",
  ],
  ["a tag key of the cloud", { "Tag.1.Key": "aliyun" }, "InvalidTagKey.Malformed"],
  ["a tag without key", { "Tag.1.Value": "v" }, "InvalidTagKey.Malformed"],
  ["a tag key with an address", { "Tag.1.Key": "a http://b" }, "InvalidTagKey.Malformed"],
  ["a tag value of 129", { "Tag.1.Key": "a", "Tag.1.Value": "v".repeat(129) }, "InvalidTagValue.Malformed"],
  ["a tag twice", { "Tag.1.Key": "a", "Tag.2.Key": "a" }, "Duplicate.TagKey"],
  [
    "21 tags",
    Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`Tag.${index + 1}.Key`, `k${index}`])),
    "InvalidParameter.Tag",
  ],
  ["an image tag of the cloud", { "ImageOptions.ImageTags.1.Key": "acs:x" }, "InvalidTagKey.Malformed"],
  ["a flag that is none", { DeleteInstanceOnFailure: "yes" }, "InvalidParameter.DeleteInstanceOnFailure"],
  ["a token of 65", { ClientToken: "t".repeat(65) }, "InvalidParameter.ClientToken"],
  ["a token that is not ASCII", { ClientToken: "é" }, "InvalidParameter.ClientToken"],
  ["import options without OSS", { [`${I}OSType`]: "linux" }, "InvalidParameterCombination"],
  [
    "Linux commands on Windows",
    { BaseImageType: "IMAGE", BaseImage: windows, BuildContent: "RUN dir" },
    "InvalidImage.OsTypeUnsupported",
  ],
];

it.each(rows(refused, BASE))(
  "CreateImagePipeline refuses $what with $code",
  ({ parameters, code, status }) => {
    expect(ask(desk, "CreateImagePipeline", parameters)).toEqual({ kind: "refused", status, code });
  },
);
