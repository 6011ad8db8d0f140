import type { CreateRequest } from "../create-request";
import type { CodeSource } from "./code-source";
import { hclLines, hclString } from "./hcl";

/** What the resource has an argument for. Source: provider alicloud, resource alicloud_ecs_image_pipeline. */
const ARGUMENTS = {
  Name: "name",
  Description: "description",
  BaseImageType: "base_image_type",
  BaseImage: "base_image",
  InstanceType: "instance_type",
  VSwitchId: "vswitch_id",
  SystemDiskSize: "system_disk_size",
  InternetMaxBandwidthOut: "internet_max_bandwidth_out",
  DeleteInstanceOnFailure: "delete_instance_on_failure",
  ResourceGroupId: "resource_group_id",
  ToRegionId: "to_region_id",
  AddAccount: "add_account",
  BuildContent: "build_content",
} as const satisfies Partial<Record<keyof CreateRequest, string>>;

/** The templates as resources of Terraform with import blocks, so that it takes over what exists and creates nothing. */
export function asTerraform(sources: readonly CodeSource[]): string {
  const labels = new Set<string>();
  return sources.map((source) => one(source, freeLabel(source, labels))).join("\n");
}

function one({ regionId, templateId, request }: CodeSource, label: string): string {
  const address = `alicloud_ecs_image_pipeline.${label}`;
  const given = Object.entries(ARGUMENTS).flatMap(([name, argument]) => {
    const value = request[name as keyof typeof ARGUMENTS];
    return value === undefined ? [] : [`  ${argument} = ${expression(value)}`];
  });
  const image = request.ImageOptions?.ImageName;
  if (image !== undefined) given.push(`  image_name = ${hclString(image)}`);
  const tags = request.Tag ?? [];
  if (tags.length > 0) {
    given.push(
      "  tags = {",
      ...tags.map(({ Key, Value }) => `    ${hclString(Key)} = ${hclString(Value)}`),
      "  }",
    );
  }
  const left = leftOut(request);
  return [
    `# ${regionId}: the provider's region must be this one.`,
    ...(left.length > 0 ? [`# The resource has no argument for ${left.join(", ")}.`] : []),
    "import {",
    `  to = ${address}`,
    `  id = ${hclString(templateId)}`,
    "}",
    "",
    `resource "alicloud_ecs_image_pipeline" "${label}" {`,
    ...given.map((line) => line.trimEnd()),
    "}",
    "",
  ].join("\n");
}

function expression(value: string | number | boolean | readonly string[]): string {
  if (typeof value === "string") return value.includes("\n") ? hclLines(value) : hclString(value);
  if (typeof value !== "object") return String(value);
  return `[${value.map(hclString).join(", ")}]`;
}

/** Parameters that a template has and the resource cannot say. */
function leftOut({ ImageOptions: image, Tag: _, ...request }: CreateRequest): string[] {
  const names = Object.keys(request).filter((name) => !Object.hasOwn(ARGUMENTS, name));
  const ofImage = Object.keys(image ?? {}).filter((name) => name !== "ImageName");
  return [...names, ...ofImage.map((name) => `ImageOptions.${name}`)];
}

/** A name of HCL made of the template's; its ID tells two of the same name apart. */
function freeLabel({ templateId, request }: CodeSource, taken: Set<string>): string {
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "_")
      .replace(/^_+|_+$/g, "");
  const name = plain(request.Name ?? "");
  const start = /^[a-z]/.test(name) ? name : `template_${name || plain(templateId)}`;
  const label = taken.has(start) ? `${start}_${plain(templateId)}` : start;
  taken.add(label);
  return label;
}
