import { parseBlockedQuery } from "@/lib/contracts/audit-blocked";
import { parseAuditPage } from "@/lib/contracts/audit-query";
import { runRoute } from "@/lib/server/run-route";
import { listBlockedEvents } from "@/lib/server/services/audit/blocked-events";

export const GET = runRoute(async (ctx, request) => {
  const { searchParams } = new URL(request.url);
  return Response.json(
    await listBlockedEvents(ctx, parseBlockedQuery(searchParams), parseAuditPage(searchParams)),
  );
});
