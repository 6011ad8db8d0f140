import "server-only";
import { type AccountKind, accountKind } from "@/lib/server/auth/session";
import type { Ctx } from "@/lib/server/context";

/** Which accounts count here: the demo's four, which are fixed, or members. */
export function accountsOf(ctx: Pick<Ctx, "ecs">): AccountKind {
  return accountKind(ctx.ecs.facts?.mode ?? "cloud");
}
