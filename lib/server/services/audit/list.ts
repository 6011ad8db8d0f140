import "server-only";
import type { AuditPage } from "@/lib/contracts/audit";
import type { AuditQuery } from "@/lib/contracts/audit-query";
import { queryAudit } from "@/lib/server/audit/query";
import { requirePermission } from "@/lib/server/auth/require-permission";
import type { Ctx } from "@/lib/server/context";

/** A page of the audit log, newest first. Throws AppError `not-found` (viewer), `database-unavailable`. */
export async function listAudit(ctx: Ctx, query: AuditQuery): Promise<AuditPage> {
  requirePermission(ctx, "audit.read");
  return await queryAudit(ctx.db, query.filter, { limit: query.limit, cursor: query.cursor });
}
