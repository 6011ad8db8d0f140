import { describe, expect, it } from "vitest";
import { ask, endpointForTest } from "../testing-desk";

const REGION = "cn-hangzhou";
const { desk } = endpointForTest();

function items(action: string, parameters: Record<string, string>, version?: string) {
  const answer = ask(desk, action, parameters, version);
  if (answer.kind !== "list") throw new Error(JSON.stringify(answer));
  return { head: answer.head, list: answer.items.map((item) => JSON.parse(item) as Record<string, unknown>) };
}

describe("DescribeImages", () => {
  it("has at most 100 images a region, of each owner, in pages of at most 100", () => {
    for (const { id } of desk.world.regions.values()) {
      const { head, list } = items("DescribeImages", { RegionId: id, PageSize: "100" });
      expect(head.TotalCount).toBe(list.length);
      expect(new Set(list.map((image) => image.ImageOwnerAlias))).toEqual(
        new Set(["system", "self", "others", "marketplace"]),
      );
      const pages = [1, 2, 3].flatMap((number) =>
        items("DescribeImages", { RegionId: id, PageSize: "7", PageNumber: String(number) }).list.map(
          (each) => each.ImageId,
        ),
      );
      expect(pages).toEqual(list.slice(0, 21).map((image) => image.ImageId));
    }
  });

  it("lists the image of a build once it exists, and its family resolves to the newest", () => {
    const { desk: fresh } = endpointForTest({ speed: 3600, templates: 8 });
    const made = ask(fresh, "CreateImagePipeline", {
      RegionId: REGION,
      BaseImageType: "IMAGE_FAMILY",
      BaseImage: "acs:ubuntu_22_04_x64",
      "ImageOptions.ImageName": "fresh",
      "ImageOptions.ImageFamily": "fresh-family",
    });
    const ImagePipelineId = made.kind === "fields" ? String(made.fields.ImagePipelineId) : "";
    const family = () =>
      ask(fresh, "DescribeImageFromFamily", { RegionId: REGION, ImageFamily: "fresh-family" });
    expect(family()).toEqual({ kind: "fields", fields: { Image: {} } });
    const ids = new Set<string>();
    for (let round = 0; round < 8; round++) {
      const started = ask(fresh, "StartImagePipelineExecution", { RegionId: REGION, ImagePipelineId });
      if (started.kind === "fields") ids.add(String(started.fields.ExecutionId));
      fresh.clock.advance(7_200_000);
    }
    const answer = family();
    const image = answer.kind === "fields" ? (answer.fields.Image as Record<string, unknown>) : {};
    expect(ids.has(String(image.ImageName).replace("fresh_", ""))).toBe(true);
    expect(image).toMatchObject({ ImageFamily: "fresh-family", ImageOwnerAlias: "self", OSType: "linux" });
  });

  it.each([
    [{ ImageOwnerAlias: "me" }, "InvalidImageOwnerAlias.ValueNotSupported", 400],
    [{ Status: "Gone" }, "InvalidParamter", 400],
    [{ OSType: "mac" }, "InvalidOSType", 404],
    [{ Architecture: "risc" }, "InvalidArchitecture", 404],
    [{ Usage: "all" }, "InvalidUsage", 404],
    [{ InstanceType: "ecs.none" }, "InvalidInstanceType.ValueNotSupported", 400],
    [{ "Filter.1.Key": "X" }, "InvalidFilterKey.NotFound", 404],
    [{ "Filter.1.Key": "CreationStartTime", "Filter.1.Value": "x" }, "InvalidFilterValue", 404],
    [{ "Filter.1.Key": "NetworkType", "Filter.1.Value": "x" }, "InvalidFilterValue.NetworkType", 400],
    [{ "Tag.1.Value": "v" }, "InvalidTag.Mismatch", 400],
    [
      Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`Tag.${index + 1}.Key`, "k"])),
      "InvalidTagCount",
      400,
    ],
    [{ ImageOwnerAlias: "self", ImageOwnerId: "1" }, "InvalidOperation.ImageOwnerIdUnsupported", 400],
    [{ ImageOwnerId: "me" }, "InvalidParameter.ImageOwnerId", 400],
    [{ ImageOwnerAlias: "system", IsPublic: "true" }, "InvalidImageOwnerAlias.PublicImageUnsupported", 400],
    [{ Usable: "perhaps" }, "InvalidParameter.Usable", 400],
    [{ ActionType: "Stop" }, "InvalidParameter.ActionType", 400],
    [{ DryRun: "true" }, "DryRunOperation", 400],
    [{ PageSize: "101" }, "InvalidParameter.PageSize", 400],
    [{ PageNumber: "0" }, "InvalidParameter.PageNumber", 400],
  ])("refuses %j", (parameters, code, status) => {
    const all = { RegionId: REGION, ...(parameters as Record<string, string>) };
    expect(ask(desk, "DescribeImages", all)).toEqual({ kind: "refused", status, code });
  });

  it("filters by name with stars, system and instance type", () => {
    const named = items("DescribeImages", { RegionId: REGION, ImageName: "ubuntu_*arm64*" }).list;
    expect(named).toHaveLength(1);
    for (const [ImageName, count] of [
      ["ubuntu_22_04_x64_20G_alibase_20250113.vhd", 1],
      ["*ubuntu_22_04_x64_20G_alibase_20250113.vhd*", 1],
      ["ubuntu_22_04_x64_20G_alibase_20250113", 0],
      ["ubuntu_22_04_x64_20G_alibase_20250113.vhd*vhd", 0],
      ["*_*_*_*_*_*_*_*_*_*_*_*_*_*_*_*_*_*_*_*_*_*!", 0],
    ] as const) {
      expect([ImageName, items("DescribeImages", { RegionId: REGION, ImageName }).list.length]).toEqual([
        ImageName,
        count,
      ]);
    }
    const none = { IsPublic: "true", SnapshotId: "s-x", Usable: "false", IsSupportCloudinit: "false" };
    for (const [name, value] of Object.entries(none)) {
      expect(items("DescribeImages", { RegionId: REGION, [name]: value }).list).toEqual([]);
    }
    const ImageOwnerId = "1555000000000001";
    const shared = items("DescribeImages", { RegionId: REGION, ImageOwnerId }).list;
    expect(shared.map((image) => image.ImageOwnerAlias)).toEqual(["others"]);
    const windows = items("DescribeImages", { RegionId: REGION, OSType: "windows" }).list;
    expect(windows.map((image) => image.OSType)).toEqual(["windows"]);
    const arm = items("DescribeImages", { RegionId: REGION, InstanceType: "ecs.g8y.large" }).list;
    expect(new Set(arm.map((image) => image.Architecture))).toEqual(new Set(["arm64"]));
  });
});

describe("places to build in", () => {
  it("lists zones, briefly or in full", () => {
    const brief = items("DescribeZones", {
      RegionId: REGION,
      Verbose: "false",
      AcceptLanguage: "en-US",
    }).list;
    expect(brief.map((zone) => zone.ZoneId)).toEqual(["cn-hangzhou-a", "cn-hangzhou-b", "cn-hangzhou-c"]);
    expect(brief[0]).not.toHaveProperty("AvailableResources");
    expect(items("DescribeZones", { RegionId: REGION }).list[0]).toHaveProperty("AvailableResources");
    for (const [parameters, code, status] of [
      [{ SpotStrategy: "x" }, "InvalidSpotStrategy", 400],
      [{ InstanceChargeType: "x" }, "InvalidInstanceChargeType.NotFound", 404],
      [{ AcceptLanguage: "x" }, "InvalidAcceptLanguage.NotFound", 404],
    ] as const) {
      expect(ask(desk, "DescribeZones", { RegionId: REGION, ...parameters })).toMatchObject({ code, status });
    }
  });

  it("lists instance types by page, size and processor", () => {
    const first = items("DescribeInstanceTypes", { MaxResults: "4" });
    const second = items("DescribeInstanceTypes", {
      MaxResults: "500",
      NextToken: String(first.head.NextToken),
    });
    const all = items("DescribeInstanceTypes", {}).list.map((type) => type.InstanceTypeId);
    expect([...first.list, ...second.list].map((type) => type.InstanceTypeId)).toEqual(all);
    const arm = items("DescribeInstanceTypes", { CpuArchitecture: "ARM", MinimumMemorySize: "8" }).list;
    expect(arm.map((type) => type.InstanceTypeId)).toEqual(["ecs.g8y.large", "ecs.g8y.xlarge"]);
    const count = (parameters: Record<string, string>) =>
      items("DescribeInstanceTypes", parameters).list.length;
    expect(count({ "CpuArchitectures.1": "ARM", "CpuArchitectures.2": "X86" })).toBe(all.length);
    expect(count({ "InstanceTypeFamilies.1": "ecs.g6", InstanceTypeFamily: "ecs.g7" })).toBe(6);
    expect(
      count({ MaximumCpuCoreCount: "2", MaximumMemorySize: "4", InstanceFamilyLevel: "EnterpriseLevel" }),
    ).toBe(3);
    expect(count({ MinimumEniQuantity: "3", MinimumInstancePpsRx: "300000", NvmeSupport: "supported" })).toBe(
      all.length,
    );
    for (const nothing of ["MinimumGPUAmount", "MinimumLocalStorageCapacity", "MinimumBaselineCredit"]) {
      expect(count({ [nothing]: "1" })).toBe(0);
    }
    expect(ask(desk, "DescribeInstanceTypes", { MinimumEriQuantity: "-1" })).toMatchObject({
      code: "InvalidParameter.MinimumEriQuantity",
    });
    expect(ask(desk, "DescribeInstanceTypes", { MaxResults: "1601" })).toMatchObject({
      code: "InvalidParameter.MaxResults",
    });
    const eleven = Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`InstanceTypes.${i + 1}`, "x"]));
    expect(ask(desk, "DescribeInstanceTypes", eleven)).toMatchObject({
      code: "InvalidParameter.InstanceTypes",
    });
  });

  it("lists the types that an image runs on", () => {
    const ImageId = "ubuntu_24_04_arm64_20G_alibase_20250113.vhd";
    const { list } = items("DescribeImageSupportInstanceTypes", { RegionId: REGION, ImageId });
    expect(list.map((type) => type.InstanceTypeId)).toEqual([
      "ecs.g8y.large",
      "ecs.g8y.xlarge",
      "ecs.c8y.large",
    ]);
    expect(
      ask(desk, "DescribeImageSupportInstanceTypes", { RegionId: REGION, ImageId: "m-x" }),
    ).toMatchObject({ status: 404 });
  });

  it("lists vSwitches for ECS and for VPC", () => {
    const { list } = items("DescribeVSwitches", { RegionId: REGION, IsDefault: "true" });
    expect(list).toHaveLength(1);
    const VpcId = String(list[0]?.VpcId);
    const vpc = items("DescribeVSwitches", { VpcId, PageSize: "2" }, "2016-04-28");
    expect(vpc.head).toEqual({ TotalCount: 3, PageNumber: 1, PageSize: 2 });
    expect(vpc.list[0]).toMatchObject({ VpcId, Status: "Available", Tags: { Tag: [] } });
    for (const [parameters, code, status] of [
      [{}, "MissingParameter.RegionId", 400],
      [{ RegionId: REGION, VpcId: "vpc-x" }, "Forbidden.VpcNotFound", 400],
      [{ RegionId: REGION, VSwitchId: "vsw-x" }, "InvalidVSwitchId.NotFound", 404],
      [{ VpcId: "vpc-a,vpc-b" }, "InvalidVpcIdNumber.NotSupported", 404],
      [{ RegionId: REGION, "Tag.1.Key": "aliyun" }, "InvalidTagKey", 400],
      [{ RegionId: REGION, "Tag.1.Key": "a", "Tag.1.Value": "acs:" }, "InvalidTagValue", 400],
      [
        { RegionId: REGION, VSwitchId: Array.from({ length: 21 }, (_, index) => `vsw-${index}`).join() },
        "InvalidVSwitchIdNumber.NotSupported",
        404,
      ],
      [{ RegionId: REGION, PageSize: "51" }, "InvalidParameter.PageSize", 400],
    ] as const) {
      expect(ask(desk, "DescribeVSwitches", parameters, "2016-04-28")).toMatchObject({ code, status });
    }
  });
});
