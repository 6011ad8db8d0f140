import "server-only";
import type { AuditFilter } from "@/lib/contracts/audit-query";
import { type ExportFormat, exportAudit } from "@/lib/server/audit/export";
import { requirePermission } from "@/lib/server/auth/require-permission";
import type { Ctx } from "@/lib/server/context";

/** The log as text, piece by piece, as it stood when the export began. Throws AppError `not-found`, `forbidden`. */
export function exportLog(ctx: Ctx, filter: AuditFilter, format: ExportFormat): AsyncGenerator<string> {
  requirePermission(ctx, "audit.export");
  return exportAudit(ctx.db, filter, format);
}
