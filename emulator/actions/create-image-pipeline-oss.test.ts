import { describe, expect, it } from "vitest";
import { ask, endpointForTest } from "../testing-desk";
import { type Row, rows } from "../testing-rows";

const REGION = "cn-hangzhou";
const { desk } = endpointForTest();

const OSS = {
  RegionId: REGION,
  BaseImageType: "OSS",
  "ImportImageOptions.DiskDeviceMappings.1.OSSBucket": "bucket",
  "ImportImageOptions.DiskDeviceMappings.1.OSSObject": "a/disk.vhd",
};
const I = "ImportImageOptions.";
const D = `${I}DiskDeviceMappings.1.`;
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

describe("CreateImagePipeline of OSS", () => {
  it.each(rows(oss, OSS))("refuses $what with $code", ({ parameters, code, status }) => {
    expect(ask(desk, "CreateImagePipeline", parameters)).toEqual({ kind: "refused", status, code });
  });

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

  it.each([
    ["missing", 404, "InvalidImagePipeline.OSSObjectNotFound"],
    ["private", 403, "InvalidImagePipeline.OSSObjectNotAuthorized"],
    ["archive", 403, "InvalidImagePipeline.OSSObjectNeedRestore"],
    ["denied", 403, "InvalidOperation.NoRightAccessOSS"],
  ])("accepts an object that is %s later, which the start refuses", (word, status, code) => {
    const made = ask(desk, "CreateImagePipeline", { ...OSS, [`${D}OSSObject`]: `later/${word}/disk.vhd` });
    const ImagePipelineId = made.kind === "fields" ? String(made.fields.ImagePipelineId) : "";
    const started = ask(desk, "StartImagePipelineExecution", { RegionId: REGION, ImagePipelineId });
    expect(started).toEqual({ kind: "refused", status, code });
  });
});
