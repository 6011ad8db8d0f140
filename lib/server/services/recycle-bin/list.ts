import "server-only";
import { type SqlBool, sql } from "kysely";
import { type BinQuery, formatBinCursor } from "@/lib/contracts/bin-query";
import type { BinItem, BinPage } from "@/lib/contracts/recycle-bin";
import { binDays, expiresAt, oldestKept } from "@/lib/domain/recycle-bin";
import { requirePermission } from "@/lib/server/auth/require-permission";
import type { Ctx } from "@/lib/server/context";
import { inBin } from "./in-bin";
import { pastBuilds } from "./past-builds";

/**
 * A page of the recycle bin, newest first, with the number of all that match. It never calls ECS.
 * Throws AppError `forbidden`, `database-unavailable`.
 */
export async function listRecycleBin(ctx: Ctx, query: BinQuery): Promise<BinPage> {
  requirePermission(ctx, "template.read");
  const days = binDays(ctx);
  const now = await ctx.clock.now(ctx.db);
  const matching = filtered(inBin(ctx.db, oldestKept(now, days)), query);
  const { total } = await matching
    .select(({ fn }) => fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  const rows = await afterCursor(matching, query)
    .leftJoin("audit_event as event", "event.seq", "archived.audit_seq")
    .leftJoin("restore_attempt as attempt", (join) =>
      join.onRef("attempt.archive_id", "=", "archived.id").on("attempt.state", "=", "open"),
    )
    .leftJoin("template as again", (join) =>
      join
        .onRef("again.region_id", "=", "archived.region_id")
        .onRef("again.template_id", "=", "archived.restored_as"),
    )
    .select([
      "archived.id",
      "archived.region_id",
      "archived.template_id",
      "archived.name",
      "archived.builds",
      "archived.archived_at",
      "archived.restored_as",
      "event.actor",
      "event.action",
      "attempt.intent_seq",
      "attempt.actor as restorer",
      "again.template_id as there",
    ])
    .orderBy("archived.archived_at", "desc")
    .orderBy("archived.id", "desc")
    .limit(query.limit + 1)
    .execute();
  const page = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? page.at(-1) : undefined;
  return {
    items: page.map((row) => toItem(row, days)),
    nextCursor: last ? formatBinCursor({ goneAt: last.archived_at, archiveId: last.id }) : null,
    total: Number(total),
    days,
  };
}

type Bin = ReturnType<typeof inBin>;

function filtered(bin: Bin, query: BinQuery): Bin {
  let matching = bin;
  if (query.regions.length > 0) matching = matching.where("archived.region_id", "in", [...query.regions]);
  if (query.q !== "") {
    const pattern = `%${query.q.toLowerCase().replace(/[\\%_]/g, (letter) => `\\${letter}`)}%`;
    matching = matching.where(
      sql<SqlBool>`(lower(archived.name) like ${pattern} escape '\\' or lower(archived.template_id) like ${pattern} escape '\\')`,
    );
  }
  return matching;
}

function afterCursor(bin: Bin, { cursor }: BinQuery): Bin {
  if (cursor === null) return bin;
  return bin.where(
    sql<SqlBool>`(archived.archived_at, archived.id) < (${cursor.goneAt}, ${cursor.archiveId})`,
  );
}

type Row = {
  readonly region_id: string;
  readonly template_id: string;
  readonly name: string;
  readonly builds: string;
  readonly archived_at: string;
  readonly restored_as: string | null;
  readonly actor: string | null;
  readonly action: string | null;
  readonly intent_seq: number | null;
  readonly restorer: string | null;
  readonly there: string | null;
};

function toItem(row: Row, days: number): BinItem {
  const builds = pastBuilds(row.builds);
  const how = row.action === "template.vanished" ? "vanished" : "deleted";
  const [newest] = builds;
  return {
    id: row.template_id,
    regionId: row.region_id,
    name: row.name,
    how,
    goneAt: row.archived_at,
    by: how === "deleted" ? row.actor : null,
    expiresAt: expiresAt(row.archived_at, days),
    buildCount: builds.length,
    lastBuild: newest ? { status: newest.status, startedAt: newest.startedAt } : null,
    restored: row.restored_as === null ? null : { templateId: row.restored_as, isThere: row.there !== null },
    restoring: row.intent_seq === null ? null : { intentSeq: row.intent_seq, by: row.restorer ?? "" },
  };
}
