import "server-only";
import { optional, required, type Shape, time, Unreadable } from "./shapes";
import type { BuildRead } from "./types";

/**
 * An item of DescribeImagePipelineExecutions. Throws Unreadable without ID, status or creation time, or when it is
 * a build of another template than the one asked for.
 */
export function mapBuild(item: Shape, templateId: string): BuildRead {
  if (required(item, "ImagePipelineId") !== templateId) throw new Unreadable("ImagePipelineId");
  return {
    id: required(item, "ExecutionId"),
    templateId,
    status: required(item, "Status"),
    createdAt: time(item, "CreationTime"),
    modifiedAt: optional(item, "ModifiedTime") === null ? null : time(item, "ModifiedTime"),
    imageId: optional(item, "ImageId"),
    message: optional(item, "Message"),
    errorCode: optional(item, "ErrorCode"),
    errorInfo: optional(item, "ErrorInfo"),
  };
}
