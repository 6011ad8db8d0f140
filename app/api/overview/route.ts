import { runRoute } from "@/lib/server/run-route";
import { readOverview } from "@/lib/server/services/templates/overview";

export const GET = runRoute(async (ctx) => Response.json(await readOverview(ctx)));
