import { addHeldBuild, moveBuild } from "../world/changes";
import { makeBuildId } from "../world/identity";
import { type Control, ControlError, text } from "./control";
import { execution, regionId, template } from "./find";

/** Adds the newest execution of a template, held in any status, even beside a running one. */
export const postExecution: Control = {
  method: "POST",
  path: "executions",
  run(endpoint, { body }) {
    const { desk } = endpoint;
    const region = regionId(endpoint, text(body, "regionId"));
    const owner = template(endpoint, text(body, "imagePipelineId"), region);
    const id = makeBuildId(region, owner.ordinal, desk.random);
    addHeldBuild(desk.world, owner, id, text(body, "status"), desk.clock.now());
    return { body: { executionId: id } };
  },
};

/** Moves an execution to a status and holds it, or lets it run on from there. */
export const putExecution: Control = {
  method: "PUT",
  path: "executions/:id",
  run(endpoint, { id, body }) {
    const { world, clock } = endpoint.desk;
    const { hold = true } = body;
    if (typeof hold !== "boolean") throw new ControlError(400, "hold must be true or false");
    const status = text(body, "status");
    moveBuild(world, execution(endpoint, id).template, id, status, hold, clock.now());
    return { body: { executionId: id, status } };
  },
};
