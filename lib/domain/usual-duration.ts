import { isFinished } from "./build-status";

/** A build as far as its length tells something: ISO 8601 UTC, `modifiedAt` null where ECS answered none. */
export type BuildSpan = {
  readonly status: string;
  readonly createdAt: string;
  readonly modifiedAt: string | null;
};

/** How long builds of a template took: the median in milliseconds, and the number of builds it rests on. */
export type UsualDuration = { readonly ms: number; readonly builds: number };

/** The newest finished builds that the median rests on, at most. */
const LAST = 10;

/**
 * The median length of the last ten finished builds; null when there is none. ECS tells no end of a build, so its
 * length is from CreationTime to ModifiedTime, when ECS changed it last: near its end, and never to be shown as a fact.
 */
export function usualDuration(builds: readonly BuildSpan[]): UsualDuration | null {
  const lengths = builds
    .filter((build) => isFinished(build.status))
    .flatMap((build) => {
      const ms =
        build.modifiedAt === null ? Number.NaN : Date.parse(build.modifiedAt) - Date.parse(build.createdAt);
      return ms >= 0 ? [{ ms, at: Date.parse(build.createdAt) }] : [];
    })
    .sort((a, b) => b.at - a.at)
    .slice(0, LAST)
    .map(({ ms }) => ms)
    .sort((a, b) => a - b);
  const upper = lengths[Math.floor(lengths.length / 2)];
  const lower = lengths[Math.floor((lengths.length - 1) / 2)];
  if (upper === undefined || lower === undefined) return null;
  return { ms: Math.round((lower + upper) / 2), builds: lengths.length };
}
