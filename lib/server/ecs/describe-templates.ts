import "server-only";
import { type Page, parsePage } from "./listing";
import type { Errand, Machine } from "./machine";
import { mapTemplate } from "./map-template";
import { read } from "./read";
import type { TemplateRead } from "./types";

/** One page of DescribeImagePipelines: of the region, or of the one ID given. Throws AppError. */
export function describeTemplates(
  machine: Machine,
  task: Errand,
  token: string | undefined,
  templateId?: string,
): Promise<Page<TemplateRead>> {
  return read(machine, task, {
    action: "DescribeImagePipelines",
    invoke: (client, runtime, ecs) =>
      client.describeImagePipelinesWithOptions(
        new ecs.DescribeImagePipelinesRequest({
          regionId: task.regionId,
          maxResults: machine.pageSize,
          ...(templateId !== undefined && { imagePipelineId: [templateId] }),
          ...(token !== undefined && { nextToken: token }),
        }),
        runtime,
      ),
    parse: (answer) => parsePage(answer, "ImagePipeline", "ImagePipelineSet", mapTemplate),
  });
}
