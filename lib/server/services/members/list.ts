import "server-only";
import type { MemberList } from "@/lib/contracts/members";
import { listInvitations } from "@/lib/server/auth/invitations";
import { listMembers } from "@/lib/server/auth/members";
import { requirePermission } from "@/lib/server/auth/require-permission";
import type { Ctx } from "@/lib/server/context";
import { accountsOf } from "./accounts-of";

/** Who may sign in with which role, and who is invited. Throws AppError `not-found`, `database-unavailable`. */
export async function readMembers(ctx: Ctx): Promise<MemberList> {
  requirePermission(ctx, "settings");
  const accounts = accountsOf(ctx);
  const members = await listMembers(ctx.db, accounts);
  return {
    changeable: accounts === "member",
    members: members.map(({ name, email, role, disabledAt }) => ({
      name,
      email: accounts === "member" ? email : "",
      role,
      disabledAt,
      isYou: name === ctx.actor.name,
    })),
    invitations: accounts === "member" ? await listInvitations(ctx.db, ctx.clock) : [],
  };
}
