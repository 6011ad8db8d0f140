import "server-only";
import type { Machine } from "./machine";
import type { SingleAnswer } from "./types";
import { writeForReceipt } from "./write";

/** CancelImagePipelineExecution, which has no token: at most one request. Never throws. */
export function cancelBuild(machine: Machine, regionId: string, buildId: string): Promise<SingleAnswer> {
  return writeForReceipt(machine, regionId, {
    action: "CancelImagePipelineExecution",
    invoke: (client, runtime, ecs) =>
      client.cancelImagePipelineExecutionWithOptions(
        new ecs.CancelImagePipelineExecutionRequest({ regionId, executionId: buildId }),
        runtime,
      ),
  });
}
