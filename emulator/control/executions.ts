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
    const status = text(body, "status");
    desk.change({ op: "hold-build", at: desk.clock.now(), template: owner.id, id, status });
    return { body: { executionId: id } };
  },
};

/** Moves an execution to a status and holds it, or lets it run on from there. */
export const putExecution: Control = {
  method: "PUT",
  path: "executions/:id",
  run(endpoint, { id, body }) {
    const { desk } = endpoint;
    const { hold = true } = body;
    if (typeof hold !== "boolean") throw new ControlError(400, "hold must be true or false");
    const status = text(body, "status");
    const { template: owner } = execution(endpoint, id);
    desk.change({ op: "move-build", at: desk.clock.now(), template: owner.id, id, status, hold });
    return { body: { executionId: id, status } };
  },
};
