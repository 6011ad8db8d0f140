import "server-only";
import type { BuildRead } from "@/lib/server/ecs/types";
import type { BuildRow } from "./derive-row";

/** A build of our copy in the form in which ECS told it: what snapshots and the archive keep. */
export function toBuildRead(row: BuildRow): BuildRead {
  return {
    id: row.build_id,
    templateId: row.template_id,
    status: row.status,
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
    imageId: row.image_id,
    message: row.message,
    errorCode: row.error_code,
    errorInfo: row.error_info,
  };
}
