import "server-only";
import { parsePage, readPages } from "./listing";
import { errand, type Machine } from "./machine";
import { mapBuild } from "./map-build";
import { read } from "./read";
import type { BuildRead, CallOptions } from "./types";

/**
 * All builds of the template, in the answer's order, which means nothing. Throws AppError, `not-found` on 404
 * InvalidImagePipeline.NotFound. Source: DescribeImagePipelineExecutions (one template a call).
 */
export async function readBuilds(
  machine: Machine,
  regionId: string,
  templateId: string,
  options: CallOptions,
): Promise<readonly BuildRead[]> {
  const task = errand(machine, regionId, options);
  return readPages((token) =>
    read(machine, task, {
      action: "DescribeImagePipelineExecutions",
      invoke: (client, runtime, ecs) =>
        client.describeImagePipelineExecutionsWithOptions(
          new ecs.DescribeImagePipelineExecutionsRequest({
            regionId,
            imagePipelineId: templateId,
            maxResults: machine.pageSize,
            ...(token !== undefined && { nextToken: token }),
          }),
          runtime,
        ),
      parse: (answer) =>
        parsePage(answer, "ImagePipelineExecution", "ImagePipelineExecutionSet", (item) =>
          mapBuild(item, templateId),
        ),
    }),
  );
}
