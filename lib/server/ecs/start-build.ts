import "server-only";
import type { Machine } from "./machine";
import { required, successBody } from "./shapes";
import type { SingleAnswer } from "./types";
import { writeOnce } from "./write";

/**
 * StartImagePipelineExecution: at most one request. `clientToken`: ASCII, at most 64 characters; the same one after
 * an unknown answer starts no second build. An accepted answer has `buildId`. Never throws.
 */
export async function startBuild(
  machine: Machine,
  regionId: string,
  templateId: string,
  clientToken: string,
): Promise<SingleAnswer & { readonly buildId?: string }> {
  const result = await writeOnce(machine, regionId, {
    action: "StartImagePipelineExecution",
    invoke: (client, runtime, ecs) =>
      client.startImagePipelineExecutionWithOptions(
        new ecs.StartImagePipelineExecutionRequest({ regionId, imagePipelineId: templateId, clientToken }),
        runtime,
      ),
    parse: (answer) => {
      const { body, requestId } = successBody(answer);
      return { requestId, buildId: required(body, "ExecutionId") };
    },
  });
  return result.kind === "value" ? { kind: "accepted", ...result.value } : result;
}
