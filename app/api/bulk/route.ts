import { runRoute } from "@/lib/server/run-route";
import { listOpenBulks } from "@/lib/server/services/bulk/list-open";

export const GET = runRoute(async (ctx) => Response.json(await listOpenBulks(ctx)));
