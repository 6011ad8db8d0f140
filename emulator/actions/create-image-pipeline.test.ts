import { describe, expect, it } from "vitest";
import { vSwitches } from "../seed/fixtures";
import { createParameters } from "../testing-create";
import { ask, endpointForTest } from "../testing-desk";
import { definitionOf } from "../world/world";

const REGION = "cn-hangzhou";
const { desk } = endpointForTest();
const region = desk.world.regions.get(REGION);
const component = (name: string, system = "Linux") =>
  region?.components.find((each) => each.name === name && each.system === system)?.id ?? "";
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
const OSS = {
  RegionId: REGION,
  BaseImageType: "OSS",
  "ImportImageOptions.DiskDeviceMappings.1.OSSBucket": "bucket",
  "ImportImageOptions.DiskDeviceMappings.1.OSSObject": "a/disk.vhd",
};
const I = "ImportImageOptions.";
const D = `${I}DiskDeviceMappings.1.`;
const many = (name: string, count: number, value: (index: number) => string) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${name}.${index + 1}`, value(index)]));

type Row = [what: string, parameters: Record<string, string>, code: string, status?: number];

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

const oss: Row[] = [
  ["a base image", { BaseImage: "m-x" }, "InvalidParameterCombination"],
  [
    "no bucket",
    { [`${D}OSSBucket`]: "" },
    "MissingParameter.ImportImageOptionsDiskDeviceMappingsOSSBucket",
    404,
  ],
  [
    "no object",
    { [`${D}OSSObject`]: "" },
    "MissingParameter.ImportImageOptionsDiskDeviceMappingsOSSObject",
    404,
  ],
  [
    "a malformed bucket",
    { [`${D}OSSBucket`]: "A" },
    "InvalidParameter.ImportImageOptionsDiskDeviceMappingsOSSBucket",
  ],
  [
    "a malformed object",
    { [`${D}OSSObject`]: "/a" },
    "InvalidParameter.ImportImageOptionsDiskDeviceMappingsOSSObject",
  ],
  [
    "another format",
    { [`${D}Format`]: "ISO" },
    "InvalidParameter.ImportImageOptionsDiskDeviceMappingsFormat",
  ],
  ["a disk of 2049", { [`${D}DiskImageSize`]: "2049" }, "InvalidOperation.DiskImageSizeExceeded"],
  [
    "a missing object",
    { [`${D}OSSObject`]: "missing/a" },
    "InvalidImportImageOptionsDiskDeviceMappingsOSSObject.NotFound",
    404,
  ],
  ["a private object", { [`${D}OSSObject`]: "private/a" }, "InvalidOSSObject.NotAuthorized", 403],
  ["an archived object", { [`${D}OSSObject`]: "archive/a" }, "InvalidOSSObject.NeedRestore", 403],
  [
    "another architecture",
    { [`${I}Architecture`]: "i386" },
    "InvalidParameter.ImportImageOptionsArchitecture",
  ],
  ["another system", { [`${I}OSType`]: "mac" }, "InvalidParameter.ImportImageOptionsOSType"],
  ["another boot mode", { [`${I}BootMode`]: "PXE" }, "InvalidParameter.ImportImageOptionsBootMode"],
  [
    "BIOS on ARM",
    { [`${I}Architecture`]: "arm64", [`${I}BootMode`]: "BIOS" },
    "InvalidParameter.ImportImageOptionsBootMode",
  ],
  ["another platform", { [`${I}Platform`]: "BeOS" }, "InvalidParameter.ImportImageOptionsPlatform"],
  ["another licence", { [`${I}LicenseType`]: "Free" }, "InvalidParameter.ImportImageOptionsLicenseType"],
  [
    "NVMe auto",
    { [`${I}Features.NvmeSupport`]: "auto" },
    "InvalidParameter.ImportImageOptionsFeaturesNvmeSupport",
  ],
  [
    "another retention",
    { [`${I}RetentionStrategy`]: "Keep" },
    "InvalidParameter.ImportImageOptionsRetentionStrategy",
  ],
  [
    "18 disks",
    Object.fromEntries(
      Array.from({ length: 18 }, (_, index) => index + 1).flatMap((number) => [
        [`${I}DiskDeviceMappings.${number}.OSSBucket`, "bucket"],
        [`${I}DiskDeviceMappings.${number}.OSSObject`, "a"],
      ]),
    ),
    "InvalidImportImageOptionsDiskDeviceMappings.LengthLimitExceeded",
  ],
];

const rows = (list: Row[], base: Record<string, string>) =>
  list.map(([what, parameters, code, status = 400]) => ({
    what,
    parameters: { ...base, ...parameters },
    code,
    status,
  }));

describe("CreateImagePipeline", () => {
  it.each([...rows(refused, BASE), ...rows(oss, OSS)])(
    "refuses $what with $code",
    ({ parameters, code, status }) => {
      expect(ask(desk, "CreateImagePipeline", parameters)).toEqual({ kind: "refused", status, code });
    },
  );

  it("asks for import options with OSS", () => {
    const answer = ask(desk, "CreateImagePipeline", { RegionId: REGION, BaseImageType: "OSS" });
    expect(answer).toMatchObject({ status: 404, code: "MissingParameter.ImportImageOptions" });
    const bare = ask(desk, "CreateImagePipeline", {
      RegionId: REGION,
      BaseImageType: "OSS",
      [`${I}OSType`]: "linux",
    });
    expect(bare).toMatchObject({ status: 404, code: "MissingParameter.ImageOptionsDiskDeviceMappings" });
  });

  const accepted: [string, Record<string, string>][] = [
    ["the least", {}],
    [
      "limits of names",
      { Name: "ab", Description: "ab", "ImageOptions.ImageName": "a".repeat(64), ImageFamily: "ab" },
    ],
    ["the other limits of names", { Name: "中".repeat(128), Description: "🙂".repeat(256) }],
    ["limits of sizes", { SystemDiskSize: "500", InternetMaxBandwidthOut: "100" }],
    ["16,384 bytes", { BuildContent: `RUN ${"a".repeat(16_380)}`, TestContent: `RUN ${"a".repeat(16_380)}` }],
    ["127 commands and a FROM anywhere", { BuildContent: `${"RUN a\n".repeat(126)}FROM IMAGE:m-x` }],
    ["every FROM", { BuildContent: "FROM nonsense\nRUN a\nFROM IMAGE:m-x" }],
    [
      "20 of each",
      { ...many("AddAccount", 20, (index) => `1${index}`), ...many("ToRegionId", 20, () => REGION) },
    ],
    [
      "hidden owner fields",
      { OwnerId: "x", OwnerAccount: "y", ResourceOwnerId: "z", ResourceOwnerAccount: "" },
    ],
    [
      "both spellings of a component's version",
      {
        BuildContent:
          "COMPONENT acs:ecs:*:*:imagecomponent/base-hardening/1.*.*\nCOMPONENT acs:ecs:cn-hangzhou:1234:imagecomponent/base-hardening:2.0.0",
      },
    ],
    [
      "parameters of a component",
      { BuildContent: `COMPONENT ${component("package-installer")} --Package "a b" --Retries 5` },
    ],
    [
      "a component and RESTART on Windows",
      {
        BaseImageType: "IMAGE",
        BaseImage: windows,
        BuildContent: `RESTART\nCOMPONENT ${component("windows-updates", "Windows")}`,
      },
    ],
    ["a place to build in", { VSwitchId: vSwitches("1", REGION)[0]?.id ?? "", InstanceType: "ecs.g6.large" }],
    ["repair items", { RepairMode: "Customized", "RepairItem.1": "fstab", "RepairItem.3": "nvme" }],
    [
      "forms of commands",
      {
        BuildContent:
          'ENV A b c\nENV A="x" B="y \\" z"\nWORKDIR a/b\nLABEL a="b" \\\n c="d"\nCMD echo a\nENTRYPOINT ["a"]\nUSER root\nCOPY a /b\nRESTART',
      },
    ],
  ];
  it.each(accepted)("accepts %s", (_what, parameters) => {
    expect(ask(desk, "CreateImagePipeline", { ...BASE, ...parameters })).toMatchObject({ kind: "fields" });
  });

  it("accepts what OSS needs and answers the defaults", () => {
    const answer = ask(desk, "CreateImagePipeline", {
      ...OSS,
      [`${I}Architecture`]: "arm64",
      [`${D}Format`]: "qcow2",
    });
    if (answer.kind !== "fields") throw new Error(JSON.stringify(answer));
    const made = desk.world.byId.get(String(answer.fields.ImagePipelineId));
    expect(made?.definition).toMatchObject({
      Name: made?.id,
      SystemDiskSize: 40,
      DeleteInstanceOnFailure: true,
      ImportImageOptions: { BootMode: "UEFI", Platform: "Others Linux", RetentionStrategy: "RetainNever" },
    });
  });

  it.each(["1", "2", "3"])("accepts every definition of seed %s, and makes the same of it", (seed) => {
    const { desk: other } = endpointForTest({ seed });
    for (const template of [...other.world.byId.values()]) {
      const definition = definitionOf(other.world, template);
      const parameters = createParameters(
        template.regionId,
        definition as unknown as Record<string, unknown>,
      );
      const answer = ask(other, "CreateImagePipeline", parameters);
      if (answer.kind !== "fields") throw new Error(`${template.id} ${JSON.stringify(answer)}`);
      expect(other.world.byId.get(String(answer.fields.ImagePipelineId))?.definition).toEqual(definition);
    }
  });

  it("keeps the quota that an option sets", () => {
    const { desk: small } = endpointForTest({ templates: 8, templateQuota: 2 });
    expect(ask(small, "CreateImagePipeline", BASE)).toMatchObject({ kind: "fields" });
    expect(ask(small, "CreateImagePipeline", BASE)).toMatchObject({
      status: 400,
      code: "QuotaExceed.ImagePipeline",
    });
  });

  it("answers the same template for the same ClientToken", () => {
    const first = ask(desk, "CreateImagePipeline", { ...BASE, ClientToken: "once", Name: "once" });
    expect(ask(desk, "CreateImagePipeline", { ...BASE, Name: "once", ClientToken: "once" })).toEqual(first);
    expect(ask(desk, "CreateImagePipeline", { ...BASE, Name: "other", ClientToken: "once" })).toMatchObject({
      status: 400,
      code: "IdempotentParameterMismatch",
    });
  });
});
