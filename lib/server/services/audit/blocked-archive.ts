import "server-only";
import type { Ctx } from "@/lib/server/context";

/** Archives that one picture reads at most. */
const ARCHIVES_MAX = 100;

type Wanted = { readonly region_id: string; readonly template_id: string; readonly build_id: string };

/**
 * Builds that only the archive of a deleted template still has, of those that are wanted; `left` is when it was
 * archived. An archive that cannot be read gives none.
 */
export async function archivedBuilds(ctx: Ctx, wanted: readonly Wanted[]) {
  if (wanted.length === 0) return [];
  const ids = new Set(wanted.map(({ build_id }) => build_id));
  const archives = await ctx.db
    .selectFrom("template_archive")
    .select(["region_id", "template_id", "builds", "archived_at"])
    .where("template_id", "in", [...new Set(wanted.map(({ template_id }) => template_id))])
    .orderBy("id", "desc")
    .limit(ARCHIVES_MAX)
    .execute();
  return archives.flatMap(({ region_id, template_id, builds, archived_at }) =>
    readBuilds(builds)
      .filter(({ id }) => ids.has(id))
      .map(({ id, status, createdAt, modifiedAt }) => ({
        region_id,
        template_id,
        build_id: id,
        status,
        created_at: createdAt,
        modified_at: modifiedAt,
        left: archived_at,
      })),
  );
}

type ArchivedBuild = {
  readonly id: string;
  readonly status: string;
  readonly createdAt: string;
  readonly modifiedAt: string | null;
};

function readBuilds(text: string): ArchivedBuild[] {
  const parsed: unknown = JSON.parse(text);
  return Array.isArray(parsed) ? parsed.filter(isBuild) : [];
}

function isBuild(value: unknown): value is ArchivedBuild {
  if (typeof value !== "object" || value === null) return false;
  const { id, status, createdAt, modifiedAt } = value as Record<string, unknown>;
  const isText = [id, status, createdAt].every((part) => typeof part === "string");
  return isText && (modifiedAt === null || typeof modifiedAt === "string");
}
