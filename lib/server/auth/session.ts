import "server-only";
import type { Actor } from "@/lib/domain/actor";
import { AppError } from "@/lib/domain/app-error";
import { isRole } from "@/lib/domain/roles";
import type { AuthLibrary } from "./library";

/** A session nobody used for a day is over; its end after seven days is the library's (`library.ts`). */
const IDLE_MS = 24 * 3600 * 1000;
/** Its use is written down no more often than this. */
const NOTE_EVERY_MS = 10 * 60 * 1000;

/** Somebody asks for something, or a stream that is open looks whether it still may: that is no use. */
export type SessionUse = "asks" | "looks";

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
  use: SessionUse = "asks",
  now = Date.now(),
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
  const idleMs = now - session.session.updatedAt.getTime();
  if (idleMs > IDLE_MS) return null;
  if (use === "asks" && idleMs > NOTE_EVERY_MS) await noteUse(auth, session.session.token, now);
  const { name, role } = session.user;
  return { kind: "member", name, role, sessionId: session.session.id };
}

/** Nobody is turned away because the note could not be written. */
async function noteUse(auth: AuthLibrary, token: string, now: number): Promise<void> {
  const { internalAdapter } = await auth.$context;
  await internalAdapter.updateSession(token, { updatedAt: new Date(now) }).catch(() => undefined);
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
