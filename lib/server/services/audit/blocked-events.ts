import "server-only";
import type { AuditPage } from "@/lib/contracts/audit";
import type { BlockedQuery } from "@/lib/contracts/audit-blocked";
import { LISTED_COLUMNS, toAuditItem } from "@/lib/server/audit/item";
import { requirePermission } from "@/lib/server/auth/require-permission";
import type { Ctx } from "@/lib/server/context";
import { isBlocked, isOther, windowOf, within } from "./blocked-window";

/** `cursor` is the number of the last event that the reader has; null: from the newest. */
type Page = { readonly limit: number; readonly cursor: number | null };

/**
 * The events of the picture as rows, newest first: refused ones, and what else was decided of the same templates.
 * Throws AppError `not-found` (viewer), `database-unavailable`.
 */
export async function listBlockedEvents(ctx: Ctx, query: BlockedQuery, page: Page): Promise<AuditPage> {
  requirePermission(ctx, "audit.read");
  const window = await windowOf(ctx, query);
  const rows = await ctx.db
    .selectFrom("audit_event")
    .select(LISTED_COLUMNS)
    .where(within(query, window))
    .where((eb) =>
      eb.or([
        isBlocked(eb),
        eb.and([
          isOther(eb),
          eb(
            "template_id",
            "in",
            ctx.db
              .selectFrom("audit_event")
              .select("template_id")
              .where(within(query, window))
              .where(isBlocked)
              .where("template_id", "is not", null),
          ),
        ]),
      ]),
    )
    .$if(page.cursor !== null, (select) => select.where("seq", "<", page.cursor ?? 0))
    .orderBy("seq", "desc")
    .limit(page.limit + 1)
    .execute();
  const items = rows.slice(0, page.limit).map(toAuditItem);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > page.limit && last !== undefined ? String(last.seq) : null };
}
