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
import { buildsOf, findBuild, findTemplate, groupOf } from "../world/world";
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

/** The builds of the template or the IDs asked for. Throws 404 InvalidImagePipeline.NotFound, also for a deleted one. */
function poolOf(desk: Desk, regionId: string, { templateId, ids }: Filter): Found[] {
  const { world } = desk;
  if (templateId === undefined)
    return [...new Set(ids)].flatMap((id) => findBuild(world, regionId, id) ?? []);
  const template = findTemplate(world, regionId, templateId);
  if (!template) {
    throw missing("InvalidImagePipeline.NotFound", "The specified ImagePipelineId does not exist.");
  }
  const builds = buildsOf(world, template);
  const wanted = ids.length === 0 ? builds : builds.filter((build) => ids.includes(build.id));
  return wanted.map((build) => ({ template, build }));
}

/** Does a build that stands in a status get through the rest of the filter? */
function passes({ build }: Found, status: string, { statuses, tags }: Filter): boolean {
  return (statuses.length === 0 || statuses.includes(status)) && hasTags(build.tags, tags);
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
    let until = Number.POSITIVE_INFINITY;
    const items = poolOf(desk, region.id, filter)
      .filter((found) => {
        const standing = stand(found.build.course, call.now);
        until = Math.min(until, standing.until);
        return passes(found, standing.status, filter);
      })
      .map((found) => ({ found, at: place(found) }))
      .sort(({ at: left }, { at: right }) => left.rank - right.rank || (left.id < right.id ? -1 : 1))
      .map(({ found }) => found);
    const write = ({ template, build }: Found) =>
      executionJson(template, build, () => groupOf(desk.world, template), call.now);
    const answer = page(desk, call, listing, { items, place }, position, write, most);
    const about = filter.templateId === undefined ? null : desk.world.byId.get(filter.templateId);
    return about && desk.order !== "random" ? { ...answer, lasting: { until, about } } : answer;
  },
};
