import "server-only";
import type { Machine } from "./machine";
import type { FixedSignature, SingleAnswer } from "./types";
import { writeForReceipt } from "./write";

/** DeleteImagePipeline, signed with the intent's date and nonce: at most one request. Never throws. */
export function deleteTemplate(
  machine: Machine,
  regionId: string,
  templateId: string,
  signature: FixedSignature,
): Promise<SingleAnswer> {
  return writeForReceipt(machine, regionId, {
    action: "DeleteImagePipeline",
    signature,
    invoke: (client, runtime, ecs) =>
      client.deleteImagePipelineWithOptions(
        new ecs.DeleteImagePipelineRequest({ regionId, imagePipelineId: templateId }),
        runtime,
      ),
  });
}
