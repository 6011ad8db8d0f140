import { type NextRequest, NextResponse } from "next/server";
import { contentSecurityPolicy } from "@/lib/domain/content-security-policy";
import { nextPath } from "@/lib/domain/next-path";
import { PATH_HEADER } from "@/lib/domain/path-header";
import { isHostAllowed, isOriginAllowed } from "@/lib/domain/request-origin";
import { paths } from "@/lib/paths";
import { guardActionBody } from "@/lib/server/doorstep/guard-body";
import { refuse } from "@/lib/server/doorstep/refuse";
import { securityHeaders } from "@/lib/server/doorstep/security-headers";
import { hasSessionCookie } from "@/lib/server/doorstep/session-cookie";
import { getEnv } from "@/lib/server/env";
import { logger } from "@/lib/server/log";

/**
 * The doorstep of every request: no matcher, so that no header and no path goes round it. It refuses what must not be
 * parsed, sets the policy of the page, and sends who has no cookie to the sign-in page. It is never the gate.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  const env = getEnv();
  const { pathname, search } = request.nextUrl;
  const refusal = refuseUnseen(request, env) ?? (await refuseBody(request));
  if (refusal) return refusal;
  if (pathname.startsWith("/_next/static/")) return NextResponse.next();
  const isPage = !pathname.startsWith("/api/") && !/^\/[\w-]+\.(?:svg|ico|png|txt)$/.test(pathname);
  const isRead = request.method === "GET" || request.method === "HEAD";
  if (isPage && isRead && !isOpenPage(pathname) && !hasSessionCookie(request.headers.get("cookie"))) {
    return redirectTo(paths.signIn(nextPath(`${pathname}${search}`)), request, env);
  }
  return pass(request, env);
}

type Env = ReturnType<typeof getEnv>;

/** Host, origin, and a path that cannot be decoded. */
function refuseUnseen(request: NextRequest, env: Env): Response | null {
  const { headers, method } = request;
  if (!isHostAllowed(env, headers.get("host"))) {
    logger.warn({ appUrl: env.appUrl }, "refused a request for a host that is neither local nor APP_URL's");
    const sentences = {
      en: [`The demo answers only at localhost and at APP_URL, which is ${env.appUrl}.`],
      "zh-CN": [`演示环境仅响应 localhost 和 APP_URL（当前为 ${env.appUrl}）。`],
    };
    return refuse(headers, { status: 403, code: "origin-refused", sentences });
  }
  const origin = { origin: headers.get("origin"), fetchSite: headers.get("sec-fetch-site") };
  if (method !== "GET" && method !== "HEAD" && !isOriginAllowed(env, origin)) {
    logger.warn({ origin: origin.origin, appUrl: env.appUrl }, "refused an origin that is not APP_URL's");
    const sentences = {
      en: [
        "The request came from a page at an address that this console does not accept.",
        `Open the console at APP_URL, which is ${env.appUrl}, or set APP_URL to the address you use.`,
      ],
      "zh-CN": [
        "发起该请求的页面地址不被此控制台接受。",
        `请通过 APP_URL（当前为 ${env.appUrl}）打开控制台，或将 APP_URL 设置为您使用的地址。`,
      ],
    };
    return refuse(headers, { status: 403, code: "origin-refused", sentences });
  }
  if (isDecodable(request.nextUrl.pathname)) return null;
  const sentences = { en: ["The address is malformed."], "zh-CN": ["地址格式错误。"] };
  return refuse(headers, { status: 400, code: "invalid-input", sentences });
}

/** A POST to a page can only be a server action; APIs read and check their own small bodies. */
async function refuseBody(request: NextRequest): Promise<Response | null> {
  const isAction = request.headers.has("next-action");
  const isApi = request.nextUrl.pathname.startsWith("/api/");
  if (request.method === "GET" || request.method === "HEAD" || (isApi && !isAction)) return null;
  if (request.method !== "POST" || !isAction || isApi) {
    const sentences = { en: ["A page takes no such request."], "zh-CN": ["页面不支持此类请求。"] };
    return refuse(request.headers, { status: 405, code: "invalid-input", sentences });
  }
  const verdict = await guardActionBody(request);
  if (verdict === "fine") return null;
  const status = verdict === "too-large" ? 413 : 400;
  const sentences = { en: ["The request's body is malformed."], "zh-CN": ["请求正文格式错误。"] };
  return refuse(request.headers, { status, code: "invalid-input", sentences });
}

function pass(request: NextRequest, env: Env): Response {
  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const policy = contentSecurityPolicy({
    nonce,
    isDevelopment: env.isDevelopment,
    isHttps: env.appUrl.startsWith("https://"),
  });
  const headers = new Headers(request.headers);
  for (const name of ["x-middleware-subrequest", "x-forwarded-host", "content-security-policy-report-only"]) {
    headers.delete(name);
  }
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", nonce);
  headers.set(PATH_HEADER, `${request.nextUrl.pathname}${request.nextUrl.search}`);
  // The framework compares an action's origin with this; ours has been compared with APP_URL.
  const origin = request.headers.get("origin");
  if (origin) headers.set("x-forwarded-host", new URL(origin).host);
  const response = NextResponse.next({ request: { headers } });
  for (const [name, value] of securityHeaders(env.appUrl)) response.headers.set(name, value);
  response.headers.set("content-security-policy", policy);
  return response;
}

/** The framework wants an absolute address here and sends the browser the path only, as both have the same origin. */
function redirectTo(path: string, request: NextRequest, env: Env): Response {
  const response = NextResponse.redirect(new URL(path, request.url), 307);
  for (const [name, value] of securityHeaders(env.appUrl)) response.headers.set(name, value);
  response.headers.set("cache-control", "no-store");
  return response;
}

function isOpenPage(pathname: string): boolean {
  return [paths.signIn(), paths.setup(), "/join"].includes(pathname);
}

function isDecodable(pathname: string): boolean {
  try {
    return !decodeURIComponent(pathname).includes("\0");
  } catch {
    return false;
  }
}
