import "server-only";
import { headers } from "next/headers";
import type { z } from "zod";
import type { ActionResult } from "@/lib/contracts/action-result";
import { AppError } from "@/lib/domain/app-error";
import { isOriginAllowed } from "@/lib/domain/request-origin";
import { accountKind, readActor } from "./auth/session";
import type { Ctx } from "./context";
import { toErrorDto } from "./error-dto";
import { firstOf, type JobResult, registerJob, track } from "./jobs";
import { getRuntime } from "./runtime";

/** How long an action waits for its verb: actions of one client run one after the other. */
const WAIT_MS = 2_000;

/**
 * The edge of a server action: origin, session, input, one service. Never throws: what fails is a value. A verb that
 * takes longer than 2 s goes on as a job, and the answer is `under-way` with its ID for GET /api/jobs/<id>.
 */
export async function runAction<I, O>(
  schema: z.ZodType<I>,
  service: (ctx: Ctx, input: I) => Promise<O>,
  raw: unknown,
): Promise<ActionResult<O>> {
  try {
    const ctx = await openContext(await headers());
    const input = schema.safeParse(raw);
    if (!input.success)
      throw new AppError("invalid-input", { params: { parameter: firstField(input.error) } });
    const result = track(settle(service(ctx, input.data)));
    return await firstOf(result, (signal) => ctx.sleep(WAIT_MS, signal), null).then(
      (done) => done ?? { state: "under-way", jobId: registerJob(ctx.actor.name, result) },
    );
  } catch (error) {
    return { state: "failed", error: toErrorDto(error, "action") };
  }
}

// The proxy has checked the origin already; it is asked again here because a proxy is never the gate.
async function openContext(sent: Headers): Promise<Ctx> {
  const runtime = await getRuntime();
  const request = { origin: sent.get("origin"), fetchSite: sent.get("sec-fetch-site") };
  if (!isOriginAllowed(runtime.env, request)) {
    throw new AppError("origin-refused", { params: { appUrl: runtime.env.appUrl } });
  }
  const actor = await readActor(runtime.auth, accountKind(runtime.env.mode), sent);
  if (!actor) throw new AppError("not-signed-in");
  return runtime.contextFor(actor);
}

async function settle<O>(work: Promise<O>): Promise<JobResult & ActionResult<O>> {
  try {
    return { state: "done", value: await work };
  } catch (error) {
    return { state: "failed", error: toErrorDto(error, "action") };
  }
}

function firstField(error: z.ZodError): string {
  return error.issues[0]?.path.map(String).join(".") ?? "";
}
