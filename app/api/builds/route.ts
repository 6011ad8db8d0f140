import { parseBuildQuery } from "@/lib/contracts/build-query";
import { runRoute } from "@/lib/server/run-route";
import { listBuilds } from "@/lib/server/services/builds/list";

export const GET = runRoute(async (ctx, request) =>
  Response.json(await listBuilds(ctx, parseBuildQuery(new URL(request.url).searchParams))),
);
