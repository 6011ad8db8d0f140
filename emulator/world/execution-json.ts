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

/**
 * An execution as DescribeImagePipelineExecutions answers it at a time (ms). The text is kept once the build is in
 * the last step of its course. `group` is asked for only when the text is made.
 */
export function executionJson(template: Template, build: Build, group: () => string, now: number): string {
  if (build.text !== null) return build.text;
  const { status, since, until } = stand(build.course, now);
  const error = ERRORS[status];
  const text = JSON.stringify({
    ExecutionId: build.id,
    ImagePipelineId: template.id,
    Status: status,
    CreationTime: isoSeconds(build.createdAt),
    ModifiedTime: isoSeconds(Math.max(since, build.createdAt)),
    ...(hasImage(build, status) ? { ImageId: imageIdOf(template.regionId, build) } : {}),
    ResourceGroupId: group(),
    Message: MESSAGES[status] ?? status,
    ...(error ? { ErrorCode: error.code, ErrorInfo: error.info } : {}),
    Tags: { Tag: build.tags },
  });
  if (until === Number.POSITIVE_INFINITY) build.text = text;
  return text;
}
