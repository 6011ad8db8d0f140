import "server-only";
import type { Selectable } from "kysely";
import { isFinished } from "@/lib/domain/build-status";
import { decideDeletability, latestBuild } from "@/lib/domain/deletability";
import { usualDuration } from "@/lib/domain/usual-duration";
import type { Database } from "@/lib/server/db/schema";
import type { TemplateRow } from "./template-item";

export type BuildRow = Selectable<Database["build"]>;
export type AttemptFacts = Pick<
  Selectable<Database["delete_attempt"]>,
  "intent_seq" | "state" | "last_outcome" | "fence_at"
>;

export type ProtectionFacts = Pick<Selectable<Database["protection"]>, "actor" | "reason" | "at">;
export type QueueFacts = Pick<Selectable<Database["queued_delete"]>, "queue_seq" | "actor" | "expires_at">;

/** What we ourselves know of a template beside what ECS answers. */
export type Holds = {
  /** The attempt that holds its lock. */
  readonly attempt: AttemptFacts | null;
  readonly protection: ProtectionFacts | null;
  /** The delete that waits for its build. */
  readonly queue: QueueFacts | null;
};

/** The columns of a row that follow from its builds and from what holds it. */
export type DerivedColumns = Pick<
  TemplateRow,
  | "latest_build_id"
  | "latest_status"
  | "latest_started_at"
  | "build_count"
  | "running_count"
  | "deletable"
  | "block_reason"
  | "block_build_id"
  | "block_build_status"
  | "block_started_at"
  | "block_started_by"
  | "usual_ms"
  | "usual_builds"
  | "attempt_seq"
  | "attempt_state"
  | "attempt_until"
  | "protected_by"
  | "protected_reason"
  | "protected_at"
  | "queue_seq"
  | "queued_by"
  | "queued_until"
>;

/**
 * What the list shows of a template: its latest build, counts, and whether it may be deleted.
 * `builds` is null while they were never read; nothing can be deleted then. `starterOf` tells who started a build from
 * here, null for one that was not.
 */
export function deriveRow(
  builds: readonly BuildRow[] | null,
  { attempt, protection, queue }: Holds,
  starterOf: (buildId: string) => string | null = () => null,
): DerivedColumns {
  const facts =
    builds?.map((build) => ({
      id: build.build_id,
      status: build.status,
      createdAt: build.created_at,
      modifiedAt: build.modified_at,
    })) ?? null;
  const usual = facts === null ? null : usualDuration(facts);
  const latest = facts === null ? null : latestBuild(facts);
  const verdict = decideDeletability({
    builds: facts,
    isProtected: protection !== null,
    hasOpenAttempt: attempt !== null,
  });
  const blocking = verdict.deletable ? undefined : verdict.build;
  return {
    latest_build_id: latest?.id ?? null,
    latest_status: latest?.status ?? null,
    latest_started_at: latest?.createdAt ?? null,
    build_count: facts?.length ?? 0,
    running_count: facts?.filter((build) => !isFinished(build.status)).length ?? 0,
    deletable: verdict.deletable ? 1 : 0,
    block_reason: verdict.deletable ? null : verdict.reason,
    block_build_id: blocking?.id ?? null,
    block_build_status: blocking?.status ?? null,
    block_started_at: blocking?.createdAt ?? null,
    block_started_by: blocking === undefined ? null : starterOf(blocking.id),
    usual_ms: usual?.ms ?? null,
    usual_builds: usual?.builds ?? null,
    attempt_seq: attempt?.intent_seq ?? null,
    attempt_state: attempt === null ? null : shownState(attempt),
    attempt_until: attempt?.state === "watched" ? attempt.fence_at : null,
    protected_by: protection?.actor ?? null,
    protected_reason: protection?.reason ?? null,
    protected_at: protection?.at ?? null,
    queue_seq: queue?.queue_seq ?? null,
    queued_by: queue?.actor ?? null,
    queued_until: queue?.expires_at ?? null,
  };
}

function shownState(attempt: AttemptFacts): "open" | "unknown" | "watched" {
  if (attempt.state === "watched") return "watched";
  return attempt.last_outcome === "unknown" ? "unknown" : "open";
}
