import { runRoute } from "@/lib/server/run-route";
import { readBulk } from "@/lib/server/services/bulk/read";

export const GET = runRoute(async (ctx, _request, { bulkId }) =>
  Response.json(await readBulk(ctx, String(bulkId))),
);
