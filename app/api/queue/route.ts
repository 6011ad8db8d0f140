import { parseQueueQuery } from "@/lib/contracts/queue-query";
import { runRoute } from "@/lib/server/run-route";
import { listQueued } from "@/lib/server/services/templates/list-queued";

export const GET = runRoute(async (ctx, request) =>
  Response.json(await listQueued(ctx, parseQueueQuery(new URL(request.url).searchParams))),
);
