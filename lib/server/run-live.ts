import "server-only";
import type { Overview } from "@/lib/contracts/template";
import { AppError } from "@/lib/domain/app-error";
import { requirePermission } from "./auth/require-permission";
import { accountKind, readActor } from "./auth/session";
import type { Ctx } from "./context";
import { openLive } from "./inventory/live-hub";
import { liveStream } from "./inventory/live-stream";
import { newestChange } from "./inventory/read-changes";
import { registerStream } from "./live-streams";
import { runRoute } from "./run-route";
import { getRuntime } from "./runtime";

type ReadOverview = (ctx: Ctx) => Promise<Overview>;

/** Clients of one role share what stands around the list for this long. */
const SHARED_MS = 5_000;

/**
 * The edge of live events: the changes after `?since=` or Last-Event-ID (from now on without one), as server-sent
 * events. Session and role are looked at again at each heartbeat, which also tells what stands around the list.
 */
export function runLive(readOverview: ReadOverview) {
  const overview = shareByRole(readOverview);
  return runRoute(async (ctx, request) => {
    requirePermission(ctx, "template.read");
    const { auth, database, env } = await getRuntime();
    const since = parseSince(request) ?? (await newestChange(database.db));
    const end = new AbortController();
    const forget = registerStream(() => end.abort());
    end.signal.addEventListener("abort", forget, { once: true });
    if (request.signal.aborted) end.abort();
    request.signal.addEventListener("abort", () => end.abort(), { once: true });

    const beat = async () => {
      const actor = await readActor(auth, accountKind(env.mode), request.headers, "looks");
      if (actor === null || ctx.actor.kind !== "member" || actor.role !== ctx.actor.role) return null;
      return `event: overview\ndata: ${JSON.stringify(await overview(ctx))}\n\n`;
    };
    const events = openLive(database, since, end.signal);
    return new Response(liveStream({ events, end, sleep: ctx.sleep, beat }), {
      headers: {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store, no-transform",
        "x-accel-buffering": "no",
      },
    });
  });
}

/** Throws AppError `invalid-input`. What the browser saw last outweighs what its page was rendered at. */
function parseSince(request: Request): number | null {
  const text = request.headers.get("last-event-id") ?? new URL(request.url).searchParams.get("since");
  if (text === null) return null;
  const since = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(since)) throw new AppError("invalid-input", { params: { parameter: "since" } });
  return since;
}

function shareByRole(readOverview: ReadOverview): ReadOverview {
  const shared = new Map<string, { readonly at: number; readonly overview: Promise<Overview> }>();
  return (ctx) => {
    const role = ctx.actor.kind === "member" ? ctx.actor.role : "";
    const known = shared.get(role);
    if (known !== undefined && performance.now() - known.at < SHARED_MS) return known.overview;
    const overview = readOverview(ctx);
    shared.set(role, { at: performance.now(), overview });
    return overview;
  };
}
