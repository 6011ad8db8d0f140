import "server-only";
import type { Selectable } from "kysely";
import { isFinished } from "@/lib/domain/build-status";
import { decideDeletability, latestBuild } from "@/lib/domain/deletability";
import type { Database } from "@/lib/server/db/schema";
import type { TemplateRow } from "./template-item";

export type BuildRow = Selectable<Database["build"]>;
export type AttemptFacts = Pick<
  Selectable<Database["delete_attempt"]>,
  "intent_seq" | "state" | "last_outcome" | "fence_at"
>;

/** The columns of a row that follow from its builds and from the attempt that holds its lock. */
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
  | "attempt_seq"
  | "attempt_state"
  | "attempt_until"
>;

/**
 * What the list shows of a template: its latest build, counts, and whether it may be deleted.
 * `builds` is null while they were never read; nothing can be deleted then.
 */
export function deriveRow(builds: readonly BuildRow[] | null, attempt: AttemptFacts | null): DerivedColumns {
  const facts =
    builds?.map((build) => ({ id: build.build_id, status: build.status, createdAt: build.created_at })) ??
    null;
  const latest = facts === null ? null : latestBuild(facts);
  const verdict = decideDeletability({
    builds: facts,
    isProtected: false,
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
    attempt_seq: attempt?.intent_seq ?? null,
    attempt_state: attempt === null ? null : shownState(attempt),
    attempt_until: attempt?.state === "watched" ? attempt.fence_at : null,
  };
}

function shownState(attempt: AttemptFacts): "open" | "unknown" | "watched" {
  if (attempt.state === "watched") return "watched";
  return attempt.last_outcome === "unknown" ? "unknown" : "open";
}
