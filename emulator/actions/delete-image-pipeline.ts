import { forbidden, missing } from "../refusal";
import { required } from "../rules/parameters";
import { regionOf } from "../rules/region";
import { stand } from "../world/course";
import { FINISHED } from "../world/status";
import { buildsOf, findTemplate } from "../world/world";
import { type Action, ECS } from "./action";

/** Deletes a template with its executions, unless one of them runs (page D6). */
export const deleteImagePipeline: Action = {
  name: "DeleteImagePipeline",
  version: ECS,
  run(desk, call) {
    const { world } = desk;
    const region = regionOf(desk, call);
    const template = findTemplate(world, region.id, required(call, "ImagePipelineId"));
    if (!template)
      throw missing("InvalidImagePipeline.NotFound", "The specified ImagePipelineId does not exist.");
    if (buildsOf(world, template).some((build) => !FINISHED.has(stand(build.course, call.now).status))) {
      throw forbidden(
        "InvalidImagePipeline.HasRunningExecution",
        "The specified image pipeline has a running execution.",
      );
    }
    desk.change({ op: "remove-template", at: call.now, id: template.id, requestId: call.requestId });
    return { kind: "fields", fields: {} };
  },
};
