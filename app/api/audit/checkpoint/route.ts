import { runRoute } from "@/lib/server/run-route";
import { readCheckpoint } from "@/lib/server/services/audit/checkpoint";

export const GET = runRoute(async (ctx) => Response.json(await readCheckpoint(ctx)));
