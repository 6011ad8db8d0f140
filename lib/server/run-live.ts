import "server-only";
import type { Overview } from "@/lib/contracts/template";
import { AppError } from "@/lib/domain/app-error";
import { requirePermission } from "./auth/require-permission";
import { accountKind, readActor } from "./auth/session";
import type { Ctx } from "./context";
import { openLive } from "./inventory/live-hub";
import { liveStream } from "./inventory/live-stream";
import { newestChange } from "./inventory/read-changes";
import { socketHere } from "./live-sockets";
import { hasRoom, noteDropped, noteSent, registerStream } from "./live-streams";
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
    if (ctx.actor.kind !== "member") throw new AppError("forbidden");
    const { role, name, sessionId = name } = ctx.actor;
    const room = hasRoom(sessionId);
    if (room !== "yes") return full(room);
    const { auth, database, env } = await getRuntime();
    const since = parseSince(request) ?? (await newestChange(database.db));
    const socket = socketHere();
    const end = new AbortController();
    end.signal.addEventListener(
      "abort",
      registerStream(() => end.abort(), sessionId),
      { once: true },
    );
    if (request.signal.aborted) end.abort();
    request.signal.addEventListener("abort", () => end.abort(), { once: true });

    // All that a heartbeat needs of the request, which lives as long as the connection.
    const headers = new Headers({ cookie: request.headers.get("cookie") ?? "" });
    const beat = async () => {
      const actor = await readActor(auth, accountKind(env.mode), headers, "looks");
      if (actor === null || actor.role !== role) return null;
      return `event: overview\ndata: ${await overview(ctx)}\n\n`;
    };
    const onDrop = () => {
      noteDropped();
      end.abort();
      socket?.destroy();
    };
    const feed = openLive(database, since, end.signal, onDrop);
    return new Response(liveStream({ feed, end, sleep: ctx.sleep, beat, onSent: noteSent }), {
      headers: {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store, no-transform",
        "x-accel-buffering": "no",
      },
    });
  });
}

/** The client tries again by itself, less and less often. */
function full(room: "process-full" | "session-full"): Response {
  const message =
    room === "session-full"
      ? "This session has too many live connections open."
      : "This server has as many live connections as it takes.";
  return Response.json(
    { error: { code: "too-many-connections", message } },
    { status: room === "session-full" ? 429 : 503, headers: { "retry-after": "30" } },
  );
}

/** Throws AppError `invalid-input`. What the browser saw last outweighs what its page was rendered at. */
function parseSince(request: Request): number | null {
  const text = request.headers.get("last-event-id") ?? new URL(request.url).searchParams.get("since");
  if (text === null) return null;
  const since = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(since)) throw new AppError("invalid-input", { params: { parameter: "since" } });
  return since;
}

function shareByRole(readOverview: ReadOverview): (ctx: Ctx) => Promise<string> {
  const shared = new Map<string, { readonly at: number; readonly text: Promise<string> }>();
  return (ctx) => {
    const role = ctx.actor.kind === "member" ? ctx.actor.role : "";
    const known = shared.get(role);
    if (known !== undefined && performance.now() - known.at < SHARED_MS) return known.text;
    const text = readOverview(ctx).then((overview) => JSON.stringify(overview));
    shared.set(role, { at: performance.now(), text });
    return text;
  };
}
