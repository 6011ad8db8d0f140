import { describe, expect, it } from "vitest";
import { ask, endpointForTest } from "../testing-desk";

const REGION = "cn-hangzhou";
const { desk } = endpointForTest();

const create = (parameters: Record<string, string>) =>
  ask(desk, "CreateImageComponent", { RegionId: REGION, Content: "RUN a", ...parameters });
const list = (parameters: Record<string, string> = {}) => {
  const answer = ask(desk, "DescribeImageComponents", { RegionId: REGION, MaxResults: "500", ...parameters });
  if (answer.kind !== "list") throw new Error(JSON.stringify(answer));
  return answer.items.map((item) => JSON.parse(item) as Record<string, unknown>);
};
const idOf = (answer: ReturnType<typeof ask>) => {
  if (answer.kind !== "fields") throw new Error(JSON.stringify(answer));
  return String(answer.fields.ImageComponentId);
};

const YAML = `Parameters:
  Who:
    Type: String
    DefaultValue: world
  Times:
    Type: Number
Tasks:
  - Name: greet
    Action: RunShellCommand
    Properties:
      CommandContent: |
        echo {{Who}}
        exit 0
  - Action: Reboot
`;

describe("CreateImageComponent", () => {
  it.each([
    ["no content", { Content: "" }, "MissingParameter.Content", 400],
    ["too much", { Content: `RUN ${"a".repeat(16_381)}` }, "InvalidContent.LengthExceeded", 400],
    ["FROM", { Content: "FROM IMAGE:m-x" }, "NotSupportedCommand.FROM", 404],
    ["a component in it", { Content: "COMPONENT ic-x" }, "InvalidCommand.Component", 400],
    [
      "128 commands",
      { Content: "RUN a\n".repeat(128) },
      "InvalidImageTemplateCommandSize.ExceededMaxNumber",
      400,
    ],
    ["an unknown command", { Content: "ADD a b" }, "InvalidImageTemplateCommand.NotSupported", 400],
    ["an empty command", { Content: "USER" }, "EmptyCommandContent.USER", 400],
    ["a broken command", { Content: "ENV A" }, "InvalidCommandContent.ENV", 400],
    ["RESTART with something", { Content: "RESTART now" }, "NotEmptyCommandContent.RESTART", 400],
    ["Linux commands for Windows", { SystemType: "Windows" }, "InvalidImage.OsTypeUnsupported", 400],
    [
      "YAML without tasks",
      { Content: "Parameters:\n  A:\n    Type: String" },
      "InvalidParameter.Content",
      400,
    ],
    [
      "YAML with an unknown action",
      { Content: "Tasks:\n  - Action: Dance" },
      "InvalidParameter.Content",
      400,
    ],
    [
      "YAML with an unknown type",
      { Content: `Parameters:\n  A:\n    Type: Date\n${YAML.slice(YAML.indexOf("Tasks"))}` },
      "InvalidParameter.Content",
      400,
    ],
    [
      "YAML that is broken",
      { Content: "Tasks:\n  - Action: Reboot\n nonsense" },
      "InvalidParameter.Content",
      400,
    ],
    ["a malformed name", { Name: "1" }, "InvalidName.Malformed", 400],
    ["a malformed description", { Description: "x" }, "InvalidDescription.Malformed", 400],
    ["another system", { SystemType: "linux" }, "InvalidSystemType.NotSupportedValue", 400],
    ["another type", { ComponentType: "Deploy" }, "InvalidComponentType.NotSupportedValue", 400],
    ["two parts of a version", { ComponentVersion: "1.0" }, "InvalidParameter.ComponentVersion", 400],
    ["a negative version", { ComponentVersion: "1.-1.0" }, "InvalidParameter.ComponentVersion", 400],
    [
      "a version that exists",
      { Name: "docker-engine", ComponentVersion: "1.0.0" },
      "InvalidComponentVersion.Exist",
      403,
    ],
    ["an unknown group", { ResourceGroupId: "rg-x" }, "InvalidResourceGroup.NotFound", 404],
    ["a tag of the cloud", { "Tag.1.Key": "acs:x" }, "InvalidTagKey.Malformed", 400],
  ])("refuses %s", (_what, parameters, code, status) => {
    expect(create(parameters as Record<string, string>)).toEqual({ kind: "refused", status, code });
  });

  it("numbers versions by the highest major, and names by the ID", () => {
    const versions = ["", "", "7.1.0", ""].map((ComponentVersion) => {
      const id = idOf(create({ Name: "numbered", ComponentVersion }));
      return list({ "ImageComponentId.1": id })[0]?.ComponentVersion;
    });
    expect(versions).toEqual(["1.0.0", "2.0.0", "7.1.0", "8.0.0"]);
    const id = idOf(create({}));
    expect(list({ "ImageComponentId.1": id })[0]?.Name).toBe(id);
  });

  it("reads the parameters of YAML", () => {
    const id = idOf(
      create({ Content: YAML, SystemType: "Windows", ComponentType: "Test", "Tag.1.Key": "a" }),
    );
    expect(list({ "ImageComponentId.1": id })[0]).toMatchObject({
      Owner: "SELF",
      SystemType: "Windows",
      ComponentType: "Test",
      Content: YAML,
      Parameters: {
        Parameter: [
          { Name: "Who", Type: "String", DefaultValue: "world" },
          { Name: "Times", Type: "Number", DefaultValue: "" },
        ],
      },
      Tags: { Tag: [{ TagKey: "a", TagValue: "" }] },
    });
  });

  it("keeps the quota that an option sets", () => {
    const { desk: small } = endpointForTest({ componentQuota: 13 });
    const ask13 = () => ask(small, "CreateImageComponent", { RegionId: REGION, Content: "RUN a" });
    expect(ask13()).toMatchObject({ kind: "fields" });
    expect(ask13()).toMatchObject({ status: 400, code: "QuotaExceed.ImageComponent" });
  });
});

describe("DescribeImageComponents", () => {
  it("is seeded with 12 own and 6 of ALIYUN in each region", () => {
    const { desk: fresh } = endpointForTest();
    for (const region of fresh.world.regions.values()) {
      expect(region.components.filter(({ owner }) => owner === "SELF")).toHaveLength(12);
      expect(region.components.filter(({ owner }) => owner === "ALIYUN")).toHaveLength(6);
    }
  });

  it("filters by owner, type, system, exact name and version with one star", () => {
    expect(list({ Owner: "ALIYUN" }).every(({ Owner }) => Owner === "ALIYUN")).toBe(true);
    expect(list({ ComponentType: "Test", Owner: "ALIYUN" })).toHaveLength(1);
    expect(list({ SystemType: "Windows", Owner: "ALIYUN" })).toHaveLength(1);
    const versions = (version: string) =>
      list({ Name: "base-hardening", ComponentVersion: version })
        .map((each) => each.ComponentVersion)
        .sort();
    expect(list({ Name: "base" })).toEqual([]);
    expect(versions("1.*.0")).toEqual(["1.0.0", "1.1.0"]);
    expect(versions("2.0.*")).toEqual(["2.0.0"]);
  });

  it.each([
    ["an owner that is none", { Owner: "ME" }, "InvalidParameter.Owner"],
    [
      "21 IDs",
      Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`ImageComponentId.${i + 1}`, "x"])),
      "InvalidImageComponentIdSize.ExceededMaxNumber",
    ],
    ["a system that is none", { SystemType: "Mac" }, "InvalidSystemType.NotSupportedValue"],
    ["a type that is none", { ComponentType: "X" }, "InvalidComponentType.NotSupportedValue"],
    ["a version without a name", { ComponentVersion: "1.0.0" }, "InvalidParameter.ComponentVersion"],
    [
      "a version of two stars",
      { Name: "base-hardening", ComponentVersion: "1.*.*" },
      "InvalidParameter.ComponentVersion",
    ],
    ["MaxResults 501", { MaxResults: "501" }, "InvalidParameter.MaxResults"],
  ])("refuses %s", (_what, parameters, code) => {
    const all = { RegionId: REGION, ...(parameters as Record<string, string>) };
    expect(ask(desk, "DescribeImageComponents", all)).toEqual({ kind: "refused", status: 400, code });
  });

  it("refuses a token that it did not give", () => {
    expect(ask(desk, "DescribeImageComponents", { RegionId: REGION, NextToken: "x" })).toMatchObject({
      status: 403,
      code: "Invalid.NextToken",
    });
  });
});

describe("DeleteImageComponent", () => {
  const remove = (ImageComponentId: string) =>
    ask(desk, "DeleteImageComponent", { RegionId: REGION, ImageComponentId });

  it("deletes own ones once, and none of ALIYUN", () => {
    const id = idOf(create({ Name: "short-lived" }));
    expect(remove(id)).toMatchObject({ kind: "fields" });
    expect(remove(id)).toMatchObject({ status: 404, code: "InvalidImageComponent.NotFound" });
    const aliyun = String(list({ Owner: "ALIYUN" })[0]?.ImageComponentId);
    expect(remove(aliyun)).toMatchObject({ status: 404, code: "InvalidImageComponent.NotFound" });
  });

  it.each([
    ["its ID", (id: string) => `COMPONENT ${id}`],
    ["its name and version", () => "component acs:ecs:*:*:imagecomponent/used-by-one:1.*.*"],
  ])("refuses one that a template uses by %s, until that is gone", (_what, content) => {
    const id = idOf(create({ Name: "used-by-one" }));
    const BuildContent = `RUN a\n${content(id)}`;
    const base = { RegionId: REGION, BaseImageType: "IMAGE_FAMILY", BaseImage: "acs:ubuntu_22_04_x64" };
    const made = ask(desk, "CreateImagePipeline", { ...base, BuildContent });
    expect(remove(id)).toMatchObject({ status: 403, code: "InvalidImageComponent.InUse" });
    if (made.kind !== "fields") throw new Error(JSON.stringify(made));
    ask(desk, "DeleteImagePipeline", {
      RegionId: REGION,
      ImagePipelineId: String(made.fields.ImagePipelineId),
    });
    expect(remove(id)).toMatchObject({ kind: "fields" });
  });

  it("leaves some seeded ones in use in the regions together", () => {
    const { desk: fresh } = endpointForTest();
    const answers = [...fresh.world.regions.values()].flatMap((region) =>
      region.components
        .filter(({ owner }) => owner === "SELF")
        .map(
          ({ id }) => ask(fresh, "DeleteImageComponent", { RegionId: region.id, ImageComponentId: id }).kind,
        ),
    );
    expect(answers.filter((kind) => kind === "refused").length).toBeGreaterThan(8);
    expect(answers.filter((kind) => kind === "fields").length).toBeGreaterThan(8);
  });
});

describe("StartImagePipelineExecution", () => {
  it.each([
    ["broken content", "NONSENSE", "InvalidParameter.BuildContent", 400],
    ["a component that vanished", "COMPONENT ic-gone", "ImageComponent.NotFound", 404],
    [
      "a component of the wrong type",
      "COMPONENT acs:ecs:*:*:imagecomponent/smoke-test:*",
      "InvalidImageComponent.NotSupported",
      400,
    ],
  ])("checks again and refuses %s", (_what, BuildContent, code, status) => {
    const { desk: fresh } = endpointForTest({ templates: 8 });
    const [template] = fresh.world.byId.values();
    if (!template) throw new Error("no template");
    const definition = {
      Name: "changed",
      BaseImageType: "IMAGE_FAMILY",
      BaseImage: "acs:ubuntu_22_04_x64",
      BuildContent,
      SystemDiskSize: 40,
      InternetMaxBandwidthOut: 0,
      DeleteInstanceOnFailure: true,
      ResourceGroupId: "",
      RepairItems: { RepairItem: [] },
      ToRegionIds: { ToRegionId: [] },
      AddAccounts: { AddAccount: [] },
      Tags: { Tag: [] },
      ImageOptions: { ImageTags: { ImageTag: [] } },
      AdvancedOptions: { RetainCloudAssistant: false },
    };
    const start = (id: string) =>
      ask(fresh, "StartImagePipelineExecution", { RegionId: REGION, ImagePipelineId: id });
    fresh.change({ op: "add-template", at: 0, regionId: REGION, id: "ip-changed", definition });
    expect(start("ip-changed")).toMatchObject({ status, code });
    const gone = { ...definition, BuildContent: "RUN a", BaseImage: "golden-gone" };
    fresh.change({ op: "add-template", at: 0, regionId: REGION, id: "ip-baseless", definition: gone });
    expect(start("ip-baseless")).toMatchObject({
      status: 404,
      code: "InvalidImagePipeline.BaseImageNotFound",
    });
  });
});
