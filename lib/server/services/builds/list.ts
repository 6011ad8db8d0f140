import "server-only";
import { type SelectQueryBuilder, type SqlBool, sql } from "kysely";
import type { BuildListItem, BuildPage } from "@/lib/contracts/build";
import { type BuildCursor, type BuildQuery, formatBuildCursor } from "@/lib/contracts/build-query";
import { FINISHED_STATUSES } from "@/lib/domain/build-status";
import { requirePermission } from "@/lib/server/auth/require-permission";
import type { Ctx } from "@/lib/server/context";

type Part = BuildCursor["part"];
type Row = Omit<BuildListItem, "isPast"> & { readonly isPast: number };

/** Literals, because the partial indexes are found by the same words. */
const FINISHED = sql.raw(`(${FINISHED_STATUSES.map((word) => `'${word}'`).join(", ")})`);

/**
 * A page of all builds that our copy knows, those of templates that left too: running ones first, each part newest
 * first. It never calls ECS. Throws AppError `forbidden`, `database-unavailable`.
 */
export async function listBuilds(ctx: Ctx, query: BuildQuery): Promise<BuildPage> {
  requirePermission(ctx, "template.read");
  const rows: { part: Part; row: Row }[] = [];
  for (const part of partsFrom(query.cursor)) {
    const wanted = query.limit + 1 - rows.length;
    if (wanted <= 0) break;
    const after = query.cursor?.part === part ? query.cursor : null;
    for (const row of await readPart(ctx, query, part, after, wanted)) rows.push({ part, row });
  }
  const page = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? page.at(-1) : undefined;
  return {
    items: page.map(({ row }) => ({ ...row, isPast: row.isPast === 1 })),
    nextCursor: last
      ? formatBuildCursor({ part: last.part, startedAt: last.row.startedAt, id: last.row.id })
      : null,
  };
}

function partsFrom(cursor: BuildCursor | null): readonly Part[] {
  return cursor?.part === "finished" ? ["finished"] : ["running", "finished"];
}

/** Of the two sources of finished builds each gives as many as the page could take; the newest of both make it. */
async function readPart(
  ctx: Ctx,
  query: BuildQuery,
  part: Part,
  after: BuildCursor | null,
  limit: number,
): Promise<Row[]> {
  const present = await newest(filtered(presentBuilds(ctx, part), query, "template.name"), after, limit);
  if (part === "running") return present;
  const past = await newest(filtered(pastBuilds(ctx), query, "build.template_name"), after, limit);
  return [...present, ...past].sort(newestFirst).slice(0, limit);
}

type Builds = SelectQueryBuilder<Record<string, never>, never, Row>;

function presentBuilds(ctx: Ctx, part: Part): Builds {
  return ctx.db
    .selectFrom("build")
    .innerJoin("template", (join) =>
      join
        .onRef("template.region_id", "=", "build.region_id")
        .onRef("template.template_id", "=", "build.template_id"),
    )
    .select([
      "build.build_id as id",
      "build.region_id as regionId",
      "build.template_id as templateId",
      "template.name as templateName",
      sql<number>`0`.as("isPast"),
      "build.status as status",
      "build.created_at as startedAt",
      "build.modified_at as modifiedAt",
      "build.image_id as imageId",
      "build.message as message",
      "build.error_code as errorCode",
      "build.seen_at as seenAt",
    ])
    .where(
      part === "running"
        ? sql<SqlBool>`build.status not in ${FINISHED}`
        : sql<SqlBool>`build.status in ${FINISHED}`,
    ) as unknown as Builds;
}

function pastBuilds(ctx: Ctx): Builds {
  return ctx.db
    .selectFrom("past_build as build")
    .select([
      "build_id as id",
      "region_id as regionId",
      "template_id as templateId",
      "template_name as templateName",
      sql<number>`1`.as("isPast"),
      "status",
      "created_at as startedAt",
      "modified_at as modifiedAt",
      "image_id as imageId",
      "message",
      "error_code as errorCode",
      "seen_at as seenAt",
    ]) as unknown as Builds;
}

function filtered(builds: Builds, query: BuildQuery, nameColumn: string): Builds {
  let matching = builds;
  const where = (condition: ReturnType<typeof sql<SqlBool>>) => {
    matching = matching.where(condition);
  };
  if (query.regions.length > 0) where(sql<SqlBool>`build.region_id in (${sql.join(query.regions)})`);
  if (query.statuses.length > 0) where(sql<SqlBool>`build.status in (${sql.join(query.statuses)})`);
  if (query.templateId !== null) where(sql<SqlBool>`build.template_id = ${query.templateId}`);
  if (query.q !== "") {
    const pattern = `%${query.q.toLowerCase().replace(/[\\%_]/g, (c) => `\\${c}`)}%`;
    const like = (column: string) => sql`lower(${sql.ref(column)}) like ${pattern} escape '\\'`;
    where(sql<SqlBool>`(${like(nameColumn)} or ${like("build.template_id")} or ${like("build.build_id")})`);
  }
  return matching;
}

async function newest(builds: Builds, after: BuildCursor | null, limit: number): Promise<Row[]> {
  const from = after
    ? builds.where(sql<SqlBool>`(build.created_at, build.build_id) < (${after.startedAt}, ${after.id})`)
    : builds;
  return await from
    .orderBy(sql`build.created_at`, "desc")
    .orderBy(sql`build.build_id`, "desc")
    .limit(limit)
    .execute();
}

function newestFirst(a: Row, b: Row): number {
  if (a.startedAt !== b.startedAt) return a.startedAt < b.startedAt ? 1 : -1;
  return a.id < b.id ? 1 : -1;
}
