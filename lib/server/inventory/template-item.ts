import "server-only";
import type { Selectable } from "kysely";
import type { TemplateItem } from "@/lib/contracts/template";
import type { BlockReason } from "@/lib/domain/deletability";
import type { Db, Trx } from "@/lib/server/context";
import type { Database } from "@/lib/server/db/schema";

export type TemplateRow = Selectable<Database["template"]>;

/** The columns that an item is made of; the definition, which is long, is none of them. */
export const LISTED_COLUMNS = [
  "region_id",
  "template_id",
  "name",
  "base_image",
  "tags",
  "builds_as_of",
  "builds_error",
  "latest_build_id",
  "latest_status",
  "latest_started_at",
  "build_count",
  "deletable",
  "block_reason",
  "block_build_id",
  "block_build_status",
  "block_started_at",
  "block_started_by",
  "usual_ms",
  "usual_builds",
  "attempt_seq",
  "attempt_state",
  "attempt_until",
  "protected_by",
  "protected_reason",
  "protected_at",
  "queue_seq",
  "queued_by",
  "queued_until",
] as const satisfies readonly (keyof TemplateRow)[];

type ListedRow = Pick<TemplateRow, (typeof LISTED_COLUMNS)[number]>;

/** A row of our copy as the wire shows it. Nothing is claimed of builds that were never read. */
export function toTemplateItem(row: ListedRow): TemplateItem {
  return {
    id: row.template_id,
    regionId: row.region_id,
    name: row.name,
    latestBuild: latestBuildOf(row),
    deletability: deletabilityOf(row),
    asOf: row.builds_as_of,
    baseImage: row.base_image,
    tags: JSON.parse(row.tags),
    buildCount: row.build_count,
    usual: usualOf(row),
    attempt: attemptOf(row),
    protection: protectionOf(row),
    queue: queueOf(row),
    readError: row.builds_error,
  };
}

/** One template of our copy, or null when we do not hold it. Throws `database-unavailable`. */
export async function loadTemplateItem(
  db: Db | Trx,
  regionId: string,
  templateId: string,
): Promise<TemplateItem | null> {
  const row = await db
    .selectFrom("template")
    .selectAll()
    .where("region_id", "=", regionId)
    .where("template_id", "=", templateId)
    .executeTakeFirst();
  return row ? toTemplateItem(row) : null;
}

function latestBuildOf(row: ListedRow): TemplateItem["latestBuild"] {
  const { latest_build_id: id, latest_status: status, latest_started_at: startedAt } = row;
  if (row.builds_as_of === null || id === null || status === null || startedAt === null) return null;
  return { id, status, startedAt };
}

function deletabilityOf(row: ListedRow): TemplateItem["deletability"] {
  if (row.deletable === 1 && row.builds_as_of !== null) return { deletable: true };
  return {
    deletable: false,
    reason: (row.block_reason ?? "status-unknown") as BlockReason,
    ...(row.block_build_id === null ? {} : { buildId: row.block_build_id }),
    ...(row.block_build_status === null ? {} : { buildStatus: row.block_build_status }),
    ...(row.block_started_at === null ? {} : { buildStartedAt: row.block_started_at }),
    ...(row.block_started_by === null ? {} : { buildStartedBy: row.block_started_by }),
  };
}

function usualOf(row: ListedRow): TemplateItem["usual"] {
  if (row.usual_ms === null || row.usual_builds === null) return null;
  return { ms: row.usual_ms, builds: row.usual_builds };
}

function attemptOf(row: ListedRow): TemplateItem["attempt"] {
  if (row.attempt_seq === null || row.attempt_state === null) return null;
  const state = row.attempt_state as NonNullable<TemplateItem["attempt"]>["state"];
  return { intentSeq: row.attempt_seq, state, until: row.attempt_until };
}

function protectionOf(row: ListedRow): TemplateItem["protection"] {
  if (row.protected_by === null || row.protected_at === null) return null;
  return { by: row.protected_by, reason: row.protected_reason, since: row.protected_at };
}

function queueOf(row: ListedRow): TemplateItem["queue"] {
  if (row.queue_seq === null || row.queued_by === null || row.queued_until === null) return null;
  return { seq: row.queue_seq, by: row.queued_by, until: row.queued_until };
}
