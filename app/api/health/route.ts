import { runOpenRoute } from "@/lib/server/run-route";

/** Open to everyone: pages can be served. It says nothing of what is inside. */
export const GET = runOpenRoute(async () => Response.json({ status: "ok" }));
