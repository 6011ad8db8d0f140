import { expect, it } from "vitest";
import { refusalCode } from "./error-codes";

it.each([
  ["Throttling", 400, "ecs-throttled"],
  ["Throttling.User", 400, "ecs-throttled"],
  ["Throttling.Api", 403, "ecs-throttled"],
  ["Rejected.Throttling", 400, "ecs-throttled"],
  ["Anything", 429, "ecs-throttled"],
  ["Forbidden.RAM", 403, "ecs-denied"],
  ["Forbidden.RiskControl", 403, "ecs-denied"],
  ["NoPermission", 400, "ecs-denied"],
  ["InvalidOperation.NoPermissionCreateServiceLinkedRole", 403, "ecs-denied"],
  ["InvalidAccessKeyId.NotFound", 404, "ecs-credentials"],
  ["InvalidAccessKeyId.Inactive", 400, "ecs-credentials"],
  ["SignatureDoesNotMatch", 400, "ecs-credentials"],
  ["SignatureNonceUsed", 400, "ecs-credentials"],
  ["InvalidTimeStamp.Expired", 400, "ecs-credentials"],
  ["InvalidSecurityToken.MismatchWithAccessKey", 400, "ecs-credentials"],
  ["IncompleteSignature", 400, "ecs-credentials"],
  ["InvalidImagePipeline.HasRunningExecution", 403, "ecs-conflict"],
  ["InvalidStatus.ImagePipelineExecution", 403, "ecs-conflict"],
  ["InvalidStatus.CancelFailed", 400, "ecs-conflict"],
  ["InvalidImagePipeline.NotFound", 404, "not-found"],
  ["InvalidImagePipelineExecutionId.NotFound", 404, "not-found"],
  ["InvalidImagePipeline.NotFound", 403, "ecs-refused"],
  ["InvalidRegionId.NotFound", 404, "ecs-refused"],
  ["Invalid.NextToken", 403, "ecs-unreadable"],
  ["ForbiddenWord", 403, "ecs-refused"],
  ["Unheard.Of", 403, "ecs-refused"],
] as const)("%s with status %i is %s", (code, httpStatus, ours) => {
  expect(refusalCode({ code, httpStatus, requestId: "R" })).toBe(ours);
});

it("an unknown code with AccessDeniedDetail is a missing permission", () => {
  const accessDenied = { AuthAction: "ecs:DeleteImagePipeline" };
  expect(refusalCode({ code: "New", httpStatus: 403, accessDenied })).toBe("ecs-denied");
});
