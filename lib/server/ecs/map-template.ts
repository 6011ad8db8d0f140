import "server-only";
import { isShape, list, object, optional, required, type Shape, time, Unreadable } from "./shapes";
import type { TemplateRead } from "./types";

/** An item of DescribeImagePipelines. Throws Unreadable without ID or creation time; a name left out is the ID. */
export function mapTemplate(item: Shape): TemplateRead {
  const id = required(item, "ImagePipelineId");
  return {
    id,
    name: optional(item, "Name") ?? id,
    description: optional(item, "Description"),
    createdAt: time(item, "CreationTime"),
    baseImage: optional(item, "BaseImage"),
    baseImageType: optional(item, "BaseImageType"),
    resourceGroupId: optional(item, "ResourceGroupId"),
    tags: mapTags(item),
    definition: Object.fromEntries(Object.entries(item).filter(([name]) => name !== "ImagePipelineId")),
  };
}

function mapTags(item: Shape): TemplateRead["tags"] {
  if (item.Tags === undefined || item.Tags === null) return [];
  if (isShape(item.Tags) && item.Tags.Tag === undefined) return [];
  if (!isShape(item.Tags)) throw new Unreadable("Tags");
  return list(object(item, "Tags"), "Tag").map((tag) => ({
    key: required(tag, "TagKey"),
    value: optional(tag, "TagValue") ?? "",
  }));
}
