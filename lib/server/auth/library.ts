import "server-only";
import { type BetterAuthOptions, type BetterAuthPlugin, betterAuth } from "better-auth";
import { createAuthEndpoint } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import type { Kysely } from "kysely";
import { z } from "zod";
import type { Database } from "@/lib/server/db/schema";

/** Seconds that a session lives; it is not prolonged, so that reading a page never has to set a cookie. */
const SESSION_SECONDS = 7 * 24 * 3600;

/** Prefix of the session cookie's name; the library puts `__Secure-` before it behind https. */
const COOKIE_PREFIX = "imagekeeper";

export type AuthSettings = {
  /** Ours; the library adds tables of its own, named `auth_…`, that are not in our schema type. */
  readonly db: Kysely<Database>;
  readonly dialect: "sqlite" | "postgres";
  readonly secret: string;
  readonly appUrl: string;
};

/** Options of the sign-in library: the only place that names its tables and fields. */
export function authOptions(settings: AuthSettings) {
  return {
    appName: "Imagekeeper",
    baseURL: settings.appUrl,
    secret: settings.secret,
    database: { db: settings.db, type: settings.dialect, transaction: true },
    telemetry: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 128 },
    user: {
      modelName: "auth_user",
      additionalFields: {
        role: { type: "string", required: true, input: false },
        /** `demo` accounts have no password and count only in the demo, `member` ones only outside of it. */
        kind: { type: "string", required: true, input: false },
        /** Since when the account may do nothing any more; ISO 8601 UTC, absent mostly. */
        disabledAt: { type: "string", required: false, input: false },
      },
    },
    session: {
      modelName: "auth_session",
      expiresIn: SESSION_SECONDS,
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
    },
    account: { modelName: "auth_account" },
    verification: { modelName: "auth_verification" },
    advanced: {
      cookiePrefix: COOKIE_PREFIX,
      useSecureCookies: settings.appUrl.startsWith("https://"),
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax", path: "/" },
    },
    plugins: [sessionIssuer()],
  } satisfies BetterAuthOptions;
}

/** The library on our database. Its own HTTP handler is never mounted: only its server calls are used. */
export function createAuthLibrary(settings: AuthSettings) {
  return betterAuth(authOptions(settings));
}

export type AuthLibrary = ReturnType<typeof createAuthLibrary>;

/** A server call that opens a session for an account that has shown by other means that it may have one. */
function sessionIssuer() {
  return {
    id: "session-issuer",
    endpoints: {
      issueSession: createAuthEndpoint(
        "/issue-session",
        { method: "POST", body: z.object({ userId: z.string() }), metadata: { SERVER_ONLY: true } },
        async (context) => {
          const user = await context.context.internalAdapter.findUserById(context.body.userId);
          if (!user) throw context.error("NOT_FOUND");
          const session = await context.context.internalAdapter.createSession(user.id);
          await setSessionCookie(context, { session, user });
          return context.json({ issued: true });
        },
      ),
    },
  } satisfies BetterAuthPlugin;
}
