import { parseBinQuery } from "@/lib/contracts/bin-query";
import { runRoute } from "@/lib/server/run-route";
import { listRecycleBin } from "@/lib/server/services/recycle-bin/list";

export const GET = runRoute(async (ctx, request) =>
  Response.json(await listRecycleBin(ctx, parseBinQuery(new URL(request.url).searchParams))),
);
