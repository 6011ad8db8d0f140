import { forbidden, missing } from "../refusal";
import { clientToken, fingerprint } from "../rules/client-token";
import { required } from "../rules/parameters";
import { regionOf } from "../rules/region";
import { givenTags } from "../rules/tags";
import { checkAtStart } from "../rules/template/check-at-start";
import { stand } from "../world/course";
import { makeBuildId } from "../world/identity";
import { FINISHED } from "../world/status";
import { buildsOf, definitionOf, findTemplate, type Region } from "../world/world";
import { type Action, type Call, type Desk, ECS } from "./action";
import type { Fields } from "./answer";

function start(desk: Desk, call: Call, region: Region): Fields {
  const { world } = desk;
  const id = required(call, "ImagePipelineId");
  const tags = givenTags(call);
  const template = findTemplate(world, region.id, id);
  if (!template)
    throw missing("InvalidImagePipeline.NotFound", "The specified ImagePipelineId does not exist.");
  if (buildsOf(world, template).some((build) => !FINISHED.has(stand(build.course, call.now).status))) {
    throw forbidden(
      "InvalidImagePipeline.HasRunningExecution",
      "The specified image pipeline has a running execution.",
    );
  }
  checkAtStart(world, region, definitionOf(world, template), call.now);
  const executionId = makeBuildId(region.id, template.ordinal, desk.random);
  desk.change({ op: "start-build", at: call.now, template: template.id, id: executionId, tags });
  return { kind: "fields", fields: { ExecutionId: executionId } };
}

/** Starts a build of a template; one at a time (page D7). */
export const startImagePipelineExecution: Action = {
  name: "StartImagePipelineExecution",
  version: ECS,
  run(desk, call) {
    const region = regionOf(desk, call);
    const scope = `${this.name} ${region.id}`;
    return desk.clientTokens.once(scope, clientToken(call), fingerprint(call), () =>
      start(desk, call, region),
    );
  },
};
