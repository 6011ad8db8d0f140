import "server-only";
import type { BuildItem } from "@/lib/contracts/template";
import type { BuildRead } from "@/lib/server/ecs/types";

/** The builds of an archive row, newest first. `text` is what our copy kept of them when their template left. */
export function pastBuilds(text: string): BuildItem[] {
  const builds = JSON.parse(text) as readonly BuildRead[];
  return builds
    .map(({ id, status, createdAt, modifiedAt, imageId, message, errorCode, errorInfo }) => ({
      id,
      status,
      startedAt: createdAt,
      modifiedAt,
      imageId,
      message,
      errorCode,
      errorInfo,
    }))
    .sort((a, b) =>
      a.startedAt === b.startedAt ? (a.id < b.id ? 1 : -1) : a.startedAt < b.startedAt ? 1 : -1,
    );
}
