import "server-only";
import { AppError } from "@/lib/domain/app-error";
import type { Ctx } from "@/lib/server/context";
import { accountsOf } from "../members/accounts-of";

/** Whose sessions a context may list and end: its own alone. Throws AppError `forbidden` when no session asks. */
export function ownerOf(ctx: Ctx) {
  const { actor } = ctx;
  if (actor.kind !== "member" || actor.sessionId === undefined) throw new AppError("forbidden");
  return { owner: { accounts: accountsOf(ctx), name: actor.name }, sessionId: actor.sessionId };
}
