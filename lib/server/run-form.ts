import "server-only";
import { AppError } from "@/lib/domain/app-error";
import { isOriginAllowed } from "@/lib/domain/request-origin";
import { apiError } from "./api-error";
import { readBody } from "./doorstep/read-body";
import { getRuntime, type Runtime } from "./runtime";

const FORM_TYPE = "application/x-www-form-urlencoded";
const MAX_BYTES = 16_384;

export type FormHandler = (runtime: Runtime, form: URLSearchParams, request: Request) => Promise<Response>;

/**
 * The edge of a plain form that anybody may post, before or without a session: origin, a small urlencoded body, one
 * handler. Plain forms work before the page's scripts have loaded.
 */
export function runForm(handler: FormHandler): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      const runtime = await getRuntime();
      const { headers } = request;
      if (
        !isOriginAllowed(runtime.env, {
          origin: headers.get("origin"),
          fetchSite: headers.get("sec-fetch-site"),
        })
      ) {
        throw new AppError("origin-refused", { params: { appUrl: runtime.env.appUrl } });
      }
      return await handler(runtime, await readForm(request), request);
    } catch (error) {
      return apiError(error, new URL(request.url).pathname);
    }
  };
}

async function readForm(request: Request): Promise<URLSearchParams> {
  const type = request.headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase() ?? FORM_TYPE;
  const text = type === FORM_TYPE ? await readBody(request, MAX_BYTES) : null;
  if (text === null) throw new AppError("invalid-input", { params: { parameter: "body" } });
  return new URLSearchParams(text);
}

/** 303 to a path of ours, with cookies to set. The path stays relative: the browser knows our address better than we. */
export function seeOther(path: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ location: path, "cache-control": "no-store" });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
}
