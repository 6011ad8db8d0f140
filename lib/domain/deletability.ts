import { isFinished, isKnownStatus } from "./build-status";

export const BLOCK_REASONS = ["build-running", "status-unknown", "protected", "delete-in-progress"] as const;
export type BlockReason = (typeof BLOCK_REASONS)[number];

/** A build as far as the rule needs it; `createdAt` is ISO 8601 UTC. */
export type BuildFacts = { readonly id: string; readonly status: string; readonly createdAt: string };

export type TemplateFacts = {
  /** Every build of the template, or null when they are not known or could not be read. */
  readonly builds: readonly BuildFacts[] | null;
  readonly isProtected: boolean;
  readonly hasOpenAttempt: boolean;
};

export type Deletability =
  | { readonly deletable: true }
  | { readonly deletable: false; readonly reason: BlockReason; readonly build?: BuildFacts };

/**
 * The rule: a template may be deleted only when every build of it is finished, none is unreadable,
 * it is not protected, and no other delete of it is under way. It never asks who is acting.
 * A word that we do not know blocks like a running build, with a reason of its own.
 */
export function decideDeletability(facts: TemplateFacts): Deletability {
  if (facts.isProtected) return { deletable: false, reason: "protected" };
  if (facts.hasOpenAttempt) return { deletable: false, reason: "delete-in-progress" };
  if (facts.builds === null) return { deletable: false, reason: "status-unknown" };
  const blocking = newestFirst(facts.builds.filter((build) => !isFinished(build.status)));
  const build = blocking[0];
  if (build === undefined) return { deletable: true };
  return {
    deletable: false,
    reason: isKnownStatus(build.status) ? "build-running" : "status-unknown",
    build,
  };
}

/** The latest build is the one with the greatest creation time, whatever order ECS answered in; ties by ID. */
export function latestBuild<T extends BuildFacts>(builds: readonly T[]): T | null {
  return newestFirst(builds)[0] ?? null;
}

/** A copy, newest first by creation time, then by ID so that the order is total. */
function newestFirst<T extends BuildFacts>(builds: readonly T[]): T[] {
  return [...builds].sort((a, b) => compare(b.createdAt, a.createdAt) || compare(b.id, a.id));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
