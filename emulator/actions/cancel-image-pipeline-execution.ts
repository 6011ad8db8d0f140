import { bad, forbidden, missing } from "../refusal";
import { required } from "../rules/parameters";
import { regionOf } from "../rules/region";
import { stand } from "../world/course";
import { CANCELLABLE, FINISHED } from "../world/status";
import { findBuild } from "../world/world";
import { type Action, ECS } from "./action";

/** Cancels a build that is in PREPARING, REPAIRING or BUILDING (page D9). */
export const cancelImagePipelineExecution: Action = {
  name: "CancelImagePipelineExecution",
  version: ECS,
  run(desk, call) {
    const region = regionOf(desk, call);
    const found = findBuild(desk.world, region.id, required(call, "ExecutionId"));
    if (!found) {
      throw missing("InvalidImagePipelineExecution.NotFound", "The specified ExecutionId does not exist.");
    }
    const { status } = stand(found.build.course, call.now);
    if (FINISHED.has(status)) {
      throw bad("InvalidStatus.CancelFailed", `The execution has ended already: ${status}.`);
    }
    if (!CANCELLABLE.has(status)) {
      throw forbidden(
        "InvalidStatus.ImagePipelineExecution",
        `The execution cannot be cancelled in ${status}.`,
      );
    }
    const { template, build } = found;
    desk.change({ op: "cancel-build", at: call.now, template: template.id, id: build.id });
    return { kind: "fields", fields: {} };
  },
};
