import "server-only";
import type { Actor } from "@/lib/domain/actor";
import { AppError } from "@/lib/domain/app-error";
import { isRole } from "@/lib/domain/roles";
import type { AuthLibrary } from "./library";

/** What kind of account counts: a demo's account, which needs no password, never opens a real console. */
export type AccountKind = "demo" | "member";

/**
 * Who sends these headers, read from the database at each call so that a role that was taken away acts at once;
 * null without a valid session. Throws `database-unavailable`.
 */
export async function readActor(
  auth: AuthLibrary,
  accounts: AccountKind,
  headers: Headers,
): Promise<Extract<Actor, { kind: "member" }> | null> {
  const cookie = headers.get("cookie");
  if (!cookie) return null;
  const session = await auth.api
    .getSession({ headers: new Headers({ cookie }), query: { disableRefresh: true } })
    .catch((cause: unknown) => {
      throw new AppError("database-unavailable", { cause });
    });
  if (!session || session.user.kind !== accounts || !isRole(session.user.role)) return null;
  if (session.user.disabledAt) return null;
  return { kind: "member", name: session.user.name, role: session.user.role };
}

/** Ends the session of these headers; answers with the Set-Cookie values that remove the cookie. */
export async function endSession(auth: AuthLibrary, headers: Headers): Promise<readonly string[]> {
  const cookie = headers.get("cookie") ?? "";
  const answer = await auth.api.signOut({ headers: new Headers({ cookie }), returnHeaders: true });
  return answer.headers.getSetCookie();
}

/** The accounts that count in a mode. */
export function accountKind(mode: "demo" | "cloud"): AccountKind {
  return mode === "demo" ? "demo" : "member";
}
