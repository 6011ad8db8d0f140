import { parseTemplateQuery } from "@/lib/contracts/template-query";
import { runRoute } from "@/lib/server/run-route";
import { readFacets } from "@/lib/server/services/templates/facets";

/** GET, with the filters of `/api/templates`: how many templates each choice of each filter would leave. */
export const GET = runRoute(async (ctx, request) =>
  Response.json(await readFacets(ctx, parseTemplateQuery(new URL(request.url).searchParams))),
);
