import { SYSTEM } from "@/lib/domain/actor";
import { AppError } from "@/lib/domain/app-error";
import { listensOnLoopback } from "@/lib/domain/request-origin";
import { isBearer } from "@/lib/server/auth/bearer";
import { liveCounts } from "@/lib/server/live-streams";
import { renderMetrics } from "@/lib/server/metrics";
import { runOpenRoute } from "@/lib/server/run-route";
import { countMetrics } from "@/lib/server/services/count-metrics";

/** For who has METRICS_TOKEN; without one only where nobody but this machine can ask. */
export const GET = runOpenRoute(async ({ env, contextFor }, request) => {
  if (!env.metricsToken && !listensOnLoopback(env.host)) throw new AppError("not-found");
  if (env.metricsToken && !isBearer(request.headers, env.metricsToken)) throw new AppError("not-signed-in");
  const { text, contentType } = await renderMetrics(await countMetrics(contextFor(SYSTEM)), liveCounts());
  return new Response(text, { headers: { "content-type": contentType } });
});
