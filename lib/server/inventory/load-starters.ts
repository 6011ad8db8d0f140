import "server-only";
import { isFinished } from "@/lib/domain/build-status";
import type { Db, Trx } from "@/lib/server/context";

/**
 * Who started the running ones of these builds from here; a look-up by build ID, null for a build that was not started
 * here. It rests on the starts whose success is in the audit log. Throws `database-unavailable`.
 */
export async function loadStarters(
  db: Db | Trx,
  builds: readonly { readonly build_id: string; readonly status: string }[],
): Promise<(buildId: string) => string | null> {
  const running = builds.filter((build) => !isFinished(build.status)).map((build) => build.build_id);
  if (running.length === 0) return () => null;
  const rows = await db
    .selectFrom("start_attempt")
    .select(["build_id", "actor"])
    .where("build_id", "in", running)
    .execute();
  const starters = new Map(rows.map((row) => [row.build_id, row.actor]));
  return (buildId) => starters.get(buildId) ?? null;
}
