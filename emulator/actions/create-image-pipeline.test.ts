import { describe, expect, it } from "vitest";
import { vSwitches } from "../seed/fixtures";
import { createParameters } from "../testing-create";
import { ask, endpointForTest } from "../testing-desk";
import { many } from "../testing-rows";
import { definitionOf } from "../world/world";

const REGION = "cn-hangzhou";
const { desk } = endpointForTest();
const region = desk.world.regions.get(REGION);
const component = (name: string, system = "Linux") =>
  region?.components.find((each) => each.name === name && each.system === system)?.id ?? "";
const image = (owner: string) => {
  const answer = ask(desk, "DescribeImages", { RegionId: REGION, ImageOwnerAlias: owner, PageSize: "100" });
  if (answer.kind !== "list") throw new Error("no images");
  return answer.items.map(
    (item) => JSON.parse(item) as { ImageId: string; Platform: string; ImageName: string },
  );
};
const windows = image("system").find(({ Platform }) => Platform.startsWith("Windows"))?.ImageId ?? "";

const BASE = { RegionId: REGION, BaseImageType: "IMAGE_FAMILY", BaseImage: "acs:ubuntu_22_04_x64" };
describe("CreateImagePipeline", () => {
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
