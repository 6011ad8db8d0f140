import "server-only";
import { AppError, isAppError } from "@/lib/domain/app-error";
import { apiError } from "./api-error";
import { accountKind, readActor } from "./auth/session";
import type { Ctx } from "./context";
import { getRuntime, type Runtime } from "./runtime";

/** Parameters of the route's path. */
export type RouteParams = Readonly<Record<string, string | readonly string[]>>;

export type RouteHandler = (ctx: Ctx, request: Request, params: RouteParams) => Promise<Response>;

/**
 * The edge of an API: session, one handler, and its failures as `{ error: { code, message } }` with 400, 401, 403, 404,
 * 503 or 500. Nothing is ever stored by a cache.
 */
export function runRoute(
  handler: RouteHandler,
): (request: Request, route: { params: Promise<Record<string, string | string[]>> }) => Promise<Response> {
  return async (request, route) => {
    try {
      const runtime = await getRuntime();
      const actor = await readActor(runtime.auth, accountKind(runtime.env.mode), request.headers);
      if (!actor) throw new AppError("not-signed-in");
      const response = await handler(runtime.contextFor(actor), request, await route.params);
      if (!response.headers.has("cache-control")) response.headers.set("cache-control", "no-store");
      return response;
    } catch (error) {
      if (isAbort(error, request)) return new Response(null, { status: 499 });
      return apiError(error, new URL(request.url).pathname);
    }
  };
}

/** The edge of an API that has a rule of its own instead of a session. */
export function runOpenRoute(
  handler: (runtime: Runtime, request: Request) => Promise<Response>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      const response = await handler(await getRuntime(), request);
      response.headers.set("cache-control", "no-store");
      return response;
    } catch (error) {
      return apiError(error, new URL(request.url).pathname);
    }
  };
}

function isAbort(error: unknown, request: Request): boolean {
  return request.signal.aborted && !isAppError(error);
}
