import "server-only";
import { headers } from "next/headers";
import { forbidden, notFound, redirect } from "next/navigation";
import { isAppError } from "@/lib/domain/app-error";
import { nextPath } from "@/lib/domain/next-path";
import { PATH_HEADER } from "@/lib/domain/path-header";
import type { Permission } from "@/lib/domain/roles";
import { paths } from "@/lib/paths";
import { hasMember } from "./auth/accounts";
import { type Invitation, readInvitation } from "./auth/invitations";
import { requirePermission } from "./auth/require-permission";
import { accountKind, readActor } from "./auth/session";
import type { Ctx } from "./context";
import { getRuntime } from "./runtime";

/**
 * The edge of a page: session, then what the page loads. Without a session it redirects to the sign-in page with the
 * way back; AppError `forbidden` and `not-found` become 403 and 404. Other failures go on to the error page.
 * Call it before anything streams (no loading.tsx or Suspense above it), or the status is already 200.
 */
export async function runPage<T>(
  load: (ctx: Ctx) => Promise<T>,
  options: { readonly permission?: Permission } = {},
): Promise<T> {
  const sent = await headers();
  const runtime = await getRuntime();
  const actor = await readActor(runtime.auth, accountKind(runtime.env.mode), sent);
  if (!actor) return redirect(paths.signIn(nextPath(sent.get(PATH_HEADER))));
  const ctx = runtime.contextFor(actor);
  try {
    if (options.permission) requirePermission(ctx, options.permission);
    return await load(ctx);
  } catch (error) {
    if (isAppError(error, "forbidden")) return forbidden();
    if (isAppError(error, "not-found")) return notFound();
    throw error;
  }
}

/** What the open pages must know. `needsSetup`: there is no admin yet, so nothing but the set-up page is shown. */
export type DoorFacts = { readonly mode: "demo" | "cloud"; readonly needsSetup: boolean };

/** The edge of the sign-in and set-up pages, which need no session. Throws `database-unavailable`. */
export async function readDoor(): Promise<DoorFacts> {
  const { env, auth } = await getRuntime();
  return { mode: env.mode, needsSetup: env.mode === "cloud" && !(await hasMember(auth)) };
}

/** The invitation of a link outside of the demo, or null when it does not work. Throws `database-unavailable`. */
export async function readJoin(token: string): Promise<Invitation | null> {
  const { env, database } = await getRuntime();
  return env.mode === "cloud" ? await readInvitation(database.db, database.clock, token) : null;
}
