import { runOpenRoute } from "@/lib/server/run-route";

/**
 * Open to everyone, and says nothing of what is inside: pages can be served. With `?check=ready` it asks the database
 * too and answers 503 while that does not: for what decides whether this replica gets requests.
 */
export const GET = runOpenRoute(async ({ database }, request) => {
  if (new URL(request.url).searchParams.get("check") !== "ready") return Response.json({ status: "ok" });
  const ready = await database.ping().then(
    () => true,
    () => false,
  );
  return Response.json({ status: ready ? "ok" : "unavailable" }, { status: ready ? 200 : 503 });
});
