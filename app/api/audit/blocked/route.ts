import { parseBlockedQuery } from "@/lib/contracts/audit-blocked";
import { runRoute } from "@/lib/server/run-route";
import { readBlockedDeletes } from "@/lib/server/services/audit/blocked";

export const GET = runRoute(async (ctx, request) =>
  Response.json(await readBlockedDeletes(ctx, parseBlockedQuery(new URL(request.url).searchParams))),
);
