import "server-only";
import { canonical, storable } from "@/lib/server/audit/canonical";
import type { TemplateRead } from "@/lib/server/ecs/types";
import type { TemplateRow } from "./template-item";

export type DefinitionColumns = Pick<
  TemplateRow,
  | "name"
  | "description"
  | "definition"
  | "base_image"
  | "resource_group_id"
  | "tags"
  | "search_text"
  | "created_at"
>;

/** What a listing tells of a template, as its row keeps it: text that both databases give back as it was. */
export function definitionColumns(read: TemplateRead): DefinitionColumns {
  const tags = read.tags.map(({ key, value }) => ({ key: storable(key), value: storable(value) }));
  const name = storable(read.name);
  const words = [name, read.id, ...tags.flatMap(({ key, value }) => [key, value, `${key}=${value}`])];
  return {
    name,
    description: read.description === null ? null : storable(read.description),
    definition: canonical(read.definition),
    base_image: read.baseImage === null ? null : storable(read.baseImage),
    resource_group_id: read.resourceGroupId,
    tags: JSON.stringify(tags),
    search_text: words.join("\n").toLowerCase(),
    created_at: read.createdAt,
  };
}
