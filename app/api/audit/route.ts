import { parseAuditQuery } from "@/lib/contracts/audit-query";
import { runRoute } from "@/lib/server/run-route";
import { listAudit } from "@/lib/server/services/audit/list";

export const GET = runRoute(async (ctx, request) =>
  Response.json(await listAudit(ctx, parseAuditQuery(new URL(request.url).searchParams))),
);
