import { hashText, mix } from "../random";
import { bad, missing } from "../refusal";
import { maxResults, page, positionOf } from "../rules/paging";
import { commaList, MEMBERS, optional } from "../rules/parameters";
import { regionOf } from "../rules/region";
import { askedTags, hasTags } from "../rules/tags";
import { stand } from "../world/course";
import { executionJson } from "../world/execution-json";
import type { Build, Template } from "../world/model";
import { STATUSES } from "../world/status";
import { buildsOf, definitionOf, findBuild, findTemplate } from "../world/world";
import { type Action, type Call, type Desk, ECS } from "./action";

interface Found {
  readonly template: Template;
  readonly build: Build;
}

interface Filter {
  readonly templateId: string | undefined;
  readonly ids: readonly string[];
  readonly statuses: readonly string[];
  readonly tags: ReturnType<typeof askedTags>;
}

function filterOf(call: Call): Filter {
  const templateId = optional(call, "ImagePipelineId");
  const ids = commaList(optional(call, "ExecutionId"));
  if (templateId === undefined && ids.length === 0) {
    throw bad(
      "MissingParameter.ImagePipelineId",
      "ImagePipelineId or ExecutionId is mandatory for this action.",
    );
  }
  if (ids.length > MEMBERS)
    throw bad("InvalidExecutionId.SizeExceeded", "ExecutionId names too many executions.");
  const statuses = commaList(optional(call, "Status"));
  if (!statuses.every((status) => STATUSES.has(status))) {
    throw bad("InvalidParameter.Status", "The specified Status is not valid.");
  }
  return { templateId, ids, statuses, tags: askedTags(call) };
}

/** The builds that are asked for. Throws 404 InvalidImagePipeline.NotFound, also for a deleted template. */
function select(desk: Desk, call: Call, regionId: string, filter: Filter): Found[] {
  const { world } = desk;
  const { templateId, ids, statuses, tags } = filter;
  let found: Found[];
  if (templateId === undefined) {
    found = [...new Set(ids)].flatMap((id) => findBuild(world, regionId, id) ?? []);
  } else {
    const template = findTemplate(world, regionId, templateId);
    if (!template)
      throw missing("InvalidImagePipeline.NotFound", "The specified ImagePipelineId does not exist.");
    const wanted = ids.length === 0 ? null : new Set(ids);
    found = buildsOf(world, template)
      .filter((build) => wanted === null || wanted.has(build.id))
      .map((build) => ({ template, build }));
  }
  if (statuses.length === 0 && tags.length === 0) return found;
  return found.filter(
    ({ build }) =>
      (statuses.length === 0 || statuses.includes(stand(build.course, call.now).status)) &&
      hasTags(build.tags, tags),
  );
}

/** The rank that the order of this endpoint gives a build; lower ones come first. */
function rankOf(desk: Desk, build: Build, salt: number): number {
  if (desk.order === "random") return mix(hashText(build.id, salt) ^ salt);
  return desk.order === "newest" ? -build.createdAt : build.createdAt;
}

/** Executions of one template or by their IDs, in pages (page D8). An ExecutionId that nobody has is no error. */
export const describeImagePipelineExecutions: Action = {
  name: "DescribeImagePipelineExecutions",
  version: ECS,
  list: { path: ["ImagePipelineExecution", "ImagePipelineExecutionSet"], paging: "token" },
  run(desk, call) {
    const region = regionOf(desk, call);
    const filter = filterOf(call);
    const most = maxResults(call);
    const listing = JSON.stringify([this.name, region.id, filter]);
    const position = positionOf(desk, call, listing, () => Math.floor(desk.random() * 2 ** 31));
    const place = ({ build }: Found) => ({ rank: rankOf(desk, build, position.salt), id: build.id });
    const items = select(desk, call, region.id, filter)
      .map((found) => ({ found, at: place(found) }))
      .sort(({ at: left }, { at: right }) => left.rank - right.rank || (left.id < right.id ? -1 : 1))
      .map(({ found }) => found);
    const write = ({ template, build }: Found) =>
      executionJson(template, build, definitionOf(desk.world, template).ResourceGroupId, call.now);
    return page(desk, call, listing, { items, place }, position, write, most);
  },
};
