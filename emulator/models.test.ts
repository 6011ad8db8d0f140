import { createRequire } from "node:module";
import { expect, it } from "vitest";
import { ask, endpointForTest } from "./testing-desk";

/** A model class of the SDK: the names and types that it reads from an answer. */
interface Model {
  names(): Record<string, string>;
  types(): Record<string, unknown>;
}

const load = createRequire(import.meta.url);

function modelOf(file: string): Model {
  const path = load.resolve("@alicloud/ecs20140526").replace(/client\.js$/, `models/${file}.js`);
  const classes = load(path) as Record<string, Model>;
  const found = classes[file] ?? classes[file.replace("Vswitches", "VSwitches")];
  if (!found) throw new Error(file);
  return found;
}

const isModel = (type: unknown): type is Model => typeof type === "function" && "names" in type;

/** Every path of a model with its type; lists are written `Name[]`. */
function pathsOf(model: Model, before = ""): Map<string, string> {
  const paths = new Map<string, string>();
  const types = model.types();
  for (const [field, name] of Object.entries(model.names())) {
    const type = types[field];
    const item = (type as { itemType?: unknown }).itemType;
    const path = `${before}${name}${item === undefined ? "" : "[]"}`;
    const inner = item ?? type;
    if (isModel(inner)) for (const [deep, kind] of pathsOf(inner, `${path}.`)) paths.set(deep, kind);
    else paths.set(path, String(inner));
  }
  return paths;
}

/** Every path of an answer with the type found there. */
function collect(value: unknown, path: string, into: Map<string, string>): void {
  if (Array.isArray(value)) for (const item of value) collect(item, `${path}[]`, into);
  else if (typeof value === "object" && value !== null) {
    for (const [name, inner] of Object.entries(value))
      collect(inner, path === "" ? name : `${path}.${name}`, into);
  } else into.set(path, typeof value);
}

const { desk } = endpointForTest({ templates: 200 });
const REGION = "cn-hangzhou";
const region = desk.world.regions.get(REGION);

/** Paths of everything that an operation answers to some calls. */
function answered(action: string, calls: readonly Record<string, string>[]): Map<string, string> {
  const paths = new Map([["RequestId", "string"]]);
  for (const parameters of calls) {
    const answer = ask(desk, action, { RegionId: REGION, ...parameters });
    if (answer.kind === "refused") throw new Error(`${action} ${answer.code}`);
    if (answer.kind === "fields") collect(answer.fields, "", paths);
    else {
      collect(answer.head, "", paths);
      const shape = LISTS[action] ?? "";
      for (const item of answer.items) collect(JSON.parse(item), shape, paths);
    }
  }
  return paths;
}

const LISTS: Record<string, string> = {
  DescribeImagePipelines: "ImagePipeline.ImagePipelineSet[]",
  DescribeImagePipelineExecutions: "ImagePipelineExecution.ImagePipelineExecutionSet[]",
  DescribeImageComponents: "ImageComponent.ImageComponentSet[]",
  DescribeRegions: "Regions.Region[]",
  DescribeZones: "Zones.Zone[]",
  DescribeImages: "Images.Image[]",
  DescribeInstanceTypes: "InstanceTypes.InstanceType[]",
  DescribeImageSupportInstanceTypes: "InstanceTypes.InstanceType[]",
  DescribeVSwitches: "VSwitches.VSwitch[]",
};

/** A template with everything that one may have; it is imported, so it has no base image. */
const FULL = {
  ...{
    RegionId: REGION,
    BaseImageType: "OSS",
    Name: "full",
    Description: "full",
    ResourceGroupId: "rg-acfmimagekeeper01",
  },
  ...{ BuildContent: "RUN a", TestContent: "RUN b", InstanceType: "ecs.g6.large", RepairMode: "Customized" },
  ...{ "RepairItem.1": "fstab", "ToRegionId.1": "cn-shanghai", "AddAccount.1": "1234567890123456" },
  ...{ "Tag.1.Key": "a", "Tag.1.Value": "b", ImageName: "full", ImageFamily: "full", NvmeSupport: "auto" },
  ...{ "ImageOptions.Description": "full", "ImageOptions.ImageTags.1.Key": "a" },
  ...{
    "ImportImageOptions.DiskDeviceMappings.1.OSSBucket": "bucket",
    "ImportImageOptions.ImageName": "full",
  },
  ...{
    "ImportImageOptions.DiskDeviceMappings.1.OSSObject": "a.vhd",
    "ImportImageOptions.Description": "full",
  },
  ...{ "ImportImageOptions.DiskDeviceMappings.1.Format": "VHD", "ImportImageOptions.RoleName": "role" },
  ...{
    "ImportImageOptions.DiskDeviceMappings.1.DiskImageSize": "5",
    "ImportImageOptions.ImportImageTags.1.Key": "a",
  },
};
ask(desk, "CreateImagePipeline", {
  ...FULL,
  "AdvancedOptions.ImageNameSuffix": "disable",
  VSwitchId: vSwitch(),
});
ask(desk, "CreateImageComponent", {
  RegionId: REGION,
  Name: "full",
  Description: "full",
  Content: "RUN a",
  "Tag.1.Key": "a",
});

function vSwitch(): string {
  const answer = ask(desk, "DescribeVSwitches", { RegionId: REGION });
  return answer.kind === "list" ? String(JSON.parse(answer.items[0] ?? "{}").VSwitchId) : "";
}

/** The family of every image. */
function families(): Record<string, string>[] {
  const answer = ask(desk, "DescribeImages", { RegionId: REGION, PageSize: "100" });
  const items = answer.kind === "list" ? answer.items : [];
  return items
    .map((item) => ({ ImageFamily: String(JSON.parse(item).ImageFamily) }))
    .filter((each) => each.ImageFamily);
}

const builds = (region?.templates ?? []).map(({ id }) => ({ ImagePipelineId: id }));

const calls: [string, Record<string, string>[], string?][] = [
  ["DescribeImagePipelines", [{ MaxResults: "500" }]],
  ["DescribeImagePipelineExecutions", builds],
  ["DescribeImageComponents", [{ MaxResults: "500" }]],
  ["DescribeRegions", [{}]],
  ["DescribeZones", [{}]],
  ["DescribeImages", [{ PageSize: "100" }]],
  ["DescribeImageFromFamily", families()],
  ["DescribeInstanceTypes", [{}]],
  ["DescribeImageSupportInstanceTypes", [{ ImageId: "ubuntu_22_04_x64_20G_alibase_20250113.vhd" }]],
  ["DescribeVSwitches", [{}], "DescribeVswitches"],
];

it.each(calls)(
  "%s answers every field of the SDK's model under its name and type, and no other",
  (action, asked, file) => {
    const model = pathsOf(modelOf(`${file ?? action}ResponseBody`));
    const found = answered(action, asked);
    const sorted = (paths: Map<string, string>) =>
      [...paths].map(([path, type]) => `${path}: ${type}`).sort();
    expect(sorted(found)).toEqual(sorted(model));
  },
);

it.each([
  ["CreateImagePipeline", { ...FULL, ImageName: "another", Name: "another" }],
  ["CreateImageComponent", { Content: "RUN a" }],
  ["StartImagePipelineExecution", { ImagePipelineId: region?.templates[0]?.id ?? "" }],
])("%s answers the fields of the SDK's model", (action, parameters) => {
  const found = [...answered(action, [parameters]).keys()].sort();
  expect(found).toEqual([...pathsOf(modelOf(`${action}ResponseBody`)).keys()].sort());
});
