import { parseTemplateQuery } from "@/lib/contracts/template-query";
import { runRoute } from "@/lib/server/run-route";
import { listTemplates } from "@/lib/server/services/templates/list";

export const GET = runRoute(async (ctx, request) =>
  Response.json(await listTemplates(ctx, parseTemplateQuery(new URL(request.url).searchParams))),
);
