import "server-only";
import type { QueuedItem, QueuePage } from "@/lib/contracts/queue";
import type { QueueQuery } from "@/lib/contracts/queue-query";
import { requirePermission } from "@/lib/server/auth/require-permission";
import type { Ctx } from "@/lib/server/context";
import { type TemplateRow, toTemplateItem } from "@/lib/server/inventory/template-item";
import type { QueuedRow } from "../queue/open-queue";

/** Deletes that wait for their builds, the oldest first. It never calls ECS. Throws AppError `forbidden`, `database-unavailable`. */
export async function listQueued(ctx: Ctx, query: QueueQuery): Promise<QueuePage> {
  requirePermission(ctx, "template.read");
  const { total } = await ctx.db
    .selectFrom("queued_delete")
    .select(({ fn }) => fn.countAll<number>().as("total"))
    .where("state", "<>", "ended")
    .executeTakeFirstOrThrow();
  const rows = await ctx.db
    .selectFrom("queued_delete")
    .selectAll()
    .where("state", "<>", "ended")
    .where("queue_seq", ">", query.cursor ?? 0)
    .orderBy("queue_seq")
    .limit(query.limit + 1)
    .execute();
  const page = rows.slice(0, query.limit);
  const templates = await templatesOf(ctx, page);
  return {
    items: page.map((row) => toItem(row, templates.get(keyOf(row)))),
    nextCursor: rows.length > query.limit ? String(page.at(-1)?.queue_seq) : null,
    total: Number(total),
  };
}

async function templatesOf(ctx: Ctx, page: readonly QueuedRow[]): Promise<Map<string, TemplateRow>> {
  if (page.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom("template")
    .selectAll()
    .where(
      "template_id",
      "in",
      page.map((row) => row.template_id),
    )
    .execute();
  return new Map(rows.map((row) => [keyOf(row), row]));
}

function keyOf(row: { readonly region_id: string; readonly template_id: string }): string {
  return `${row.region_id}/${row.template_id}`;
}

function toItem(row: QueuedRow, template: TemplateRow | undefined): QueuedItem {
  return {
    seq: row.queue_seq,
    regionId: row.region_id,
    templateId: row.template_id,
    name: template?.name ?? row.template_name,
    by: row.actor,
    reason: row.reason,
    queuedAt: row.queued_at,
    until: row.expires_at,
    state: row.state === "trying" ? "trying" : "waiting",
    template: template ? toTemplateItem(template) : null,
  };
}
