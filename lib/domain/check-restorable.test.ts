import { describe, expect, it } from "vitest";
import { checkRestorable } from "./check-restorable";
import type { CreateRequest } from "./create-request";

const GOOD: CreateRequest = {
  Name: "golden-linux",
  BaseImageType: "IMAGE",
  BaseImage: "m-1",
  BuildContent: "RUN yum update -y",
  SystemDiskSize: 40,
};
const DISK = { OSSBucket: "bucket", OSSObject: "a.qcow2" };
const OSS: CreateRequest = { BaseImageType: "OSS", ImportImageOptions: { DiskDeviceMappings: [DISK] } };
const rules = (request: CreateRequest) =>
  checkRestorable(request).map(({ weight, rule, params }) => `${weight} ${rule} ${params.field}`);
const many = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1));

describe("what ECS would refuse of a definition", () => {
  it.each([
    ["an ordinary one", GOOD],
    ["one of an imported image", OSS],
    ["one with Chinese letters", { ...GOOD, Name: "标准镜像" }],
    ["one without a name", { ...GOOD, Name: undefined }],
    ["customized repair", { ...GOOD, RepairMode: "Customized", RepairItem: ["grub"] }],
    ["as much as is allowed", { ...GOOD, SystemDiskSize: 500, ToRegionId: many(20), AddAccount: many(20) }],
    ["a content of exactly 16 KB", { ...GOOD, BuildContent: `RUN ${"a".repeat(16_380)}` }],
    ["continued lines and comments", { ...GOOD, BuildContent: "# why\nRUN a \\\n  && b\n\nRESTART" }],
  ])("nothing is found in %s", (_what, request) => {
    expect(rules(request as CreateRequest)).toEqual([]);
  });

  it.each<[string, CreateRequest, string]>([
    ["no base type", { BaseImage: "m-1" }, "missing BaseImageType"],
    ["an unknown base type", { ...GOOD, BaseImageType: "DISK" }, "words BaseImageType"],
    ["no base image", { BaseImageType: "IMAGE" }, "missing BaseImage"],
    ["a base image beside OSS", { ...OSS, BaseImage: "m-1" }, "not-together BaseImage"],
    ["OSS without import options", { BaseImageType: "OSS" }, "missing ImportImageOptions"],
    ["import options without OSS", { ...GOOD, ImportImageOptions: {} }, "not-together ImportImageOptions"],
    [
      "an import without disks",
      { ...OSS, ImportImageOptions: { OSType: "linux" } },
      "missing ImportImageOptions.DiskDeviceMappings",
    ],
    [
      "an ARM import that boots by BIOS",
      {
        ...OSS,
        ImportImageOptions: { Architecture: "arm64", BootMode: "BIOS", DiskDeviceMappings: [DISK] },
      },
      "words ImportImageOptions.BootMode",
    ],
    ["a name of one letter", { ...GOOD, Name: "a" }, "name Name"],
    ["a name that begins with a digit", { ...GOOD, Name: "1abc" }, "name Name"],
    ["a name of 129 letters", { ...GOOD, Name: "a".repeat(129) }, "name Name"],
    ["a description that is an address", { ...GOOD, Description: "http://a" }, "description Description"],
    ["a disk of 19 GiB", { ...GOOD, SystemDiskSize: 19 }, "range SystemDiskSize"],
    ["a disk of 501 GiB", { ...GOOD, SystemDiskSize: 501 }, "range SystemDiskSize"],
    ["101 Mbit/s", { ...GOOD, InternetMaxBandwidthOut: 101 }, "range InternetMaxBandwidthOut"],
    ["21 regions", { ...GOOD, ToRegionId: many(21) }, "too-many ToRegionId"],
    ["21 accounts", { ...GOOD, AddAccount: many(21) }, "too-many AddAccount"],
    ["21 tags", { ...GOOD, Tag: many(21).map((Key) => ({ Key, Value: "" })) }, "too-many Tag"],
    ["a tag twice", { ...GOOD, Tag: ["a", "a"].map((Key) => ({ Key, Value: "" })) }, "tag Tag"],
    ["a tag with an address", { ...GOOD, Tag: [{ Key: "a", Value: "https://b" }] }, "tag Tag"],
    ["repair items without their mode", { ...GOOD, RepairItem: ["grub"] }, "not-together RepairItem"],
    [
      "an image name of 65 letters",
      { ...GOOD, ImageOptions: { ImageName: "a".repeat(65) } },
      "name ImageOptions.ImageName",
    ],
    [
      "a reserved family",
      { ...GOOD, ImageOptions: { ImageFamily: "acs:own" } },
      "name ImageOptions.ImageFamily",
    ],
    [
      "an unknown suffix",
      { ...GOOD, AdvancedOptions: { ImageNameSuffix: "off" } },
      "words AdvancedOptions.ImageNameSuffix",
    ],
    [
      "a content of 16 KB and a byte",
      { ...GOOD, BuildContent: `RUN ${"a".repeat(16_381)}` },
      "content-size BuildContent",
    ],
    [
      "16 KB counted in bytes, not letters",
      { ...GOOD, TestContent: `RUN ${"镜".repeat(5_461)}` },
      "content-size TestContent",
    ],
    ["128 commands", { ...GOOD, BuildContent: "RESTART\n".repeat(128) }, "content-commands BuildContent"],
    ["a content of comments", { ...GOOD, BuildContent: "# nothing" }, "content-empty BuildContent"],
    ["an unknown command", { ...GOOD, BuildContent: "ADD a b" }, "content-command BuildContent"],
    ["an empty command", { ...GOOD, BuildContent: "RUN" }, "content-command BuildContent"],
    [
      "a RESTART that takes something",
      { ...GOOD, BuildContent: "RESTART now" },
      "content-command BuildContent",
    ],
  ])("%s is refused", (_what, request, found) => {
    expect(rules(request)).toEqual([`refused ${found}`]);
  });

  it("FROM is ignored by ECS now: a note, no refusal", () => {
    expect(rules({ ...GOOD, BuildContent: "FROM IMAGE:m-2\nRUN a" })).toEqual([
      "note from-ignored BuildContent",
    ]);
  });

  it("an odd command is named with its line", () => {
    const [finding] = checkRestorable({ ...GOOD, BuildContent: "RUN a \\\n b\n\nADD c" });
    expect(finding?.params).toEqual({ field: "BuildContent", value: "ADD", line: 4 });
  });
});
