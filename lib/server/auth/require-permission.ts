import "server-only";
import type { Actor } from "@/lib/domain/actor";
import { AppError } from "@/lib/domain/app-error";
import { type Permission, refusal } from "@/lib/domain/roles";

/**
 * First line of a service: nothing when the actor may, else throws AppError `forbidden` (403) or `not-found` (404,
 * where even the existence is not the role's business). The system may everything; no edge can make one.
 */
export function requirePermission(ctx: { readonly actor: Actor }, permission: Permission): void {
  if (ctx.actor.kind === "system") return;
  const refused = refusal(ctx.actor.role, permission);
  if (refused === "hidden") throw new AppError("not-found");
  if (refused === "forbidden") throw new AppError("forbidden", { params: { role: ctx.actor.role } });
}
