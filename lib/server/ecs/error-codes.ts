import "server-only";
import type { AppErrorCode, EcsFault } from "@/lib/domain/app-error";

/** Codes that mean one thing whatever their status is. Source: error tables of the ECS and RPC gateway pages. */
const EXACT: Readonly<Record<string, AppErrorCode>> = {
  "InvalidImagePipeline.HasRunningExecution": "ecs-conflict",
  "InvalidStatus.ImagePipelineExecution": "ecs-conflict",
  "InvalidStatus.CancelFailed": "ecs-conflict",
  "InvalidImageComponent.InUse": "ecs-conflict",
  // The same ClientToken with other parameters: whatever it made before, this call made nothing.
  IdempotentParameterMismatch: "ecs-conflict",
  // The listing cannot go on: what was read so far is not the whole.
  "Invalid.NextToken": "ecs-unreadable",
  "InvalidOperation.NoPermissionCreateServiceLinkedRole": "ecs-denied",
  IncompleteSignature: "ecs-credentials",
  SignatureDoesNotMatch: "ecs-credentials",
  SignatureNonceUsed: "ecs-credentials",
  MissingSecurityToken: "ecs-credentials",
};

const FAMILIES: readonly (readonly [RegExp, AppErrorCode])[] = [
  [/Throttling/i, "ecs-throttled"],
  [/^(?:Forbidden|NoPermission|Unauthorized)(?:\.|$)/, "ecs-denied"],
  [
    /^(?:InvalidAccessKeyId|InvalidSecurityToken|InvalidTimeStamp|InvalidAccessKeySecret)\b/,
    "ecs-credentials",
  ],
];

/** What a template or build that does not exist is answered with, always with 404. */
const NOT_FOUND = new Set([
  "InvalidImagePipeline.NotFound",
  "InvalidImagePipelineExecution.NotFound",
  "InvalidImagePipelineExecutionId.NotFound",
]);

/**
 * The code of ours for a refusal (4xx with Code and RequestId), by `Code` first and status second: 403 is also a busy
 * template and a stale page token, 400 also throttling.
 */
export function refusalCode(fault: EcsFault): AppErrorCode {
  const code = fault.code ?? "";
  const exact = EXACT[code];
  if (exact) return exact;
  if (NOT_FOUND.has(code) && fault.httpStatus === 404) return "not-found";
  for (const [family, ours] of FAMILIES) if (family.test(code)) return ours;
  if (fault.httpStatus === 429) return "ecs-throttled";
  if (fault.httpStatus === 401 || fault.accessDenied) return "ecs-denied";
  return "ecs-refused";
}
