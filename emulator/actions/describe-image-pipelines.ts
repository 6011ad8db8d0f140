import { isoSeconds } from "../clock";
import { maxResults, page, positionOf } from "../rules/paging";
import { limitedMembers, optional } from "../rules/parameters";
import { regionOf } from "../rules/region";
import { askedTags, hasTags } from "../rules/tags";
import { checkName } from "../rules/text";
import { byCreation } from "../world/by-creation";
import type { Template } from "../world/model";
import { definitionOf, nameOf, type Region, type World } from "../world/world";
import { type Action, type Call, ECS } from "./action";

interface Filter {
  readonly ids: readonly string[];
  readonly name: string | undefined;
  readonly group: string | undefined;
  readonly tags: ReturnType<typeof askedTags>;
}

function filterOf(call: Call): Filter {
  const ids = limitedMembers(call, "ImagePipelineId", "InvalidImagePipelineIdSize.ExceededMaxNumber");
  const name = optional(call, "Name");
  checkName(name);
  return { ids, name, group: optional(call, "ResourceGroupId"), tags: askedTags(call) };
}

/** The templates of a region that a filter lets through, newest first. */
function select(world: World, region: Region, { ids, name, group, tags }: Filter): readonly Template[] {
  const wanted = new Set(ids);
  const pool =
    ids.length === 0
      ? region.templates
      : [...wanted]
          .flatMap((id) => world.byId.get(id) ?? [])
          .filter((template) => template.regionId === region.id)
          .sort(byCreation);
  if (name === undefined && group === undefined && tags.length === 0) return pool;
  return pool.filter((template) => {
    if (name !== undefined && nameOf(world, template) !== name) return false;
    if (group === undefined && tags.length === 0) return true;
    const definition = definitionOf(world, template);
    return (
      (group === undefined || definition.ResourceGroupId === group) && hasTags(definition.Tags.Tag, tags)
    );
  });
}

/** Templates by ID, name, tag, group, in pages (page D5). An ID that nobody has is no error. */
export const describeImagePipelines: Action = {
  name: "DescribeImagePipelines",
  version: ECS,
  list: { path: ["ImagePipeline", "ImagePipelineSet"], paging: "token" },
  run(desk, call) {
    const { world } = desk;
    const region = regionOf(desk, call);
    const filter = filterOf(call);
    const most = maxResults(call);
    const listing = JSON.stringify([this.name, region.id, filter]);
    const position = positionOf(desk, call, listing, () => 0);
    const ordered = {
      items: select(world, region, filter),
      place: (template: Template) => ({ rank: -template.createdAt, id: template.id }),
    };
    const write = (template: Template) => {
      template.text ??= JSON.stringify({
        ImagePipelineId: template.id,
        CreationTime: isoSeconds(template.createdAt),
        ...definitionOf(world, template),
      });
      return template.text;
    };
    const lasting = { until: Number.POSITIVE_INFINITY, about: region };
    return { ...page(desk, call, listing, ordered, position, write, most), lasting };
  },
};
