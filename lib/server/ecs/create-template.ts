import "server-only";
import type { CreateRequest } from "@/lib/domain/create-request";
import type { Machine } from "./machine";
import { loadSdk } from "./sdk";
import { required, successBody } from "./shapes";
import type { SingleAnswer } from "./types";
import { writeOnce } from "./write";

/**
 * CreateImagePipeline: at most one request. `clientToken`: ASCII, at most 64 characters; the same one with the same
 * request after an unknown answer creates no second template. An accepted answer has `templateId`. Never throws.
 */
export async function createTemplate(
  machine: Machine,
  regionId: string,
  request: CreateRequest,
  clientToken: string,
): Promise<SingleAnswer & { readonly templateId?: string }> {
  const result = await writeOnce(machine, regionId, {
    action: "CreateImagePipeline",
    invoke: async (client, runtime, ecs) => {
      const { dara } = await loadSdk();
      const fields = { ...request, RegionId: regionId, ClientToken: clientToken };
      return await client.createImagePipelineWithOptions(
        dara.cast(fields, new ecs.CreateImagePipelineRequest({})),
        runtime,
      );
    },
    parse: (answer) => {
      const { body, requestId } = successBody(answer);
      return { requestId, templateId: required(body, "ImagePipelineId") };
    },
  });
  return result.kind === "value" ? { kind: "accepted", ...result.value } : result;
}
