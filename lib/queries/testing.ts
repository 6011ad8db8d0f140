import type { TemplateItem } from "@/lib/contracts/template";
import { isFinished } from "@/lib/domain/build-status";

type Facts = { readonly status?: string; readonly startedAt?: string; readonly asOf?: string | null };

/** A row as the server would send it, named and numbered by one word. */
export function templateItem(name: string, facts: Facts = {}): TemplateItem {
  const {
    status = "SUCCESS",
    startedAt = "2026-01-01T00:00:00.000Z",
    asOf = "2026-01-01T00:10:00.000Z",
  } = facts;
  const build = { id: `exec-${name}`, status, startedAt };
  return {
    id: `ip-${name}`,
    regionId: "cn-hangzhou",
    name,
    latestBuild: asOf === null ? null : build,
    deletability:
      asOf === null
        ? { deletable: false, reason: "status-unknown" }
        : isFinished(status)
          ? { deletable: true }
          : { deletable: false, reason: "build-running", buildId: build.id, buildStatus: status },
    asOf,
    baseImage: null,
    tags: [{ key: "team", value: name }],
    buildCount: 1,
    usual: null,
    attempt: null,
    protection: null,
    queue: null,
    readError: null,
  };
}
