import { AppError } from "@/lib/domain/app-error";
import { waitForJob } from "@/lib/server/jobs";
import { runRoute } from "@/lib/server/run-route";

/** How long one question waits; the browser asks again. */
const WAIT_MS = 10_000;

export const GET = runRoute(async (ctx, _request, { jobId }) => {
  const wait = (signal: AbortSignal) => ctx.sleep(WAIT_MS, signal);
  const result = await waitForJob(String(jobId), ctx.actor.name, wait);
  if (!result) throw new AppError("not-found");
  return Response.json(result);
});
