import { isoSeconds } from "../clock";
import { seeded } from "../random";
import { stand } from "./course";
import { makeId } from "./identity";
import type { Build, Template } from "./model";
import { ERRORS, MESSAGES, WITH_IMAGE } from "./status";

/** Does the image of a build exist in this status? Releasing after a failure there is none. */
export function hasImage(build: Build, status: string): boolean {
  if (status !== "RELEASING") return WITH_IMAGE.has(status);
  const end = build.course.steps.at(-1)?.status ?? "";
  return end === "RELEASING" || WITH_IMAGE.has(end);
}

/** The ID of the image that a build makes. */
export function imageIdOf(regionId: string, build: Build): string {
  return makeId("m", regionId, seeded("image", build.id));
}

/** An execution as DescribeImagePipelineExecutions answers it at a time (ms). */
export function executionJson(template: Template, build: Build, group: string, now: number): string {
  const { status, since } = stand(build.course, now);
  const error = ERRORS[status];
  return JSON.stringify({
    ExecutionId: build.id,
    ImagePipelineId: template.id,
    Status: status,
    CreationTime: isoSeconds(build.createdAt),
    ModifiedTime: isoSeconds(Math.max(since, build.createdAt)),
    ...(hasImage(build, status) ? { ImageId: imageIdOf(template.regionId, build) } : {}),
    ResourceGroupId: group,
    Message: MESSAGES[status] ?? status,
    ...(error ? { ErrorCode: error.code, ErrorInfo: error.info } : {}),
    Tags: { Tag: build.tags },
  });
}
