import "server-only";
import { errorDto } from "@/lib/contracts/error";
import type { InviteInput, InviteResult } from "@/lib/contracts/members";
import { AppError } from "@/lib/domain/app-error";
import { appendAudit } from "@/lib/server/audit/append";
import { keepInvitation } from "@/lib/server/auth/invitations";
import { listMembers } from "@/lib/server/auth/members";
import type { Ctx } from "@/lib/server/context";
import { expected } from "../expected";
import { accountsOf } from "./accounts-of";
import { denyUnlessAdmin } from "./deny";

const TOKEN_BYTES = 24;

/**
 * Invites somebody: answers with the token of a link that works once, for seven days. An older invitation of the same
 * e-mail is void. Expected failures are values: `member-exists`, `demo-accounts`. Throws `database-unavailable`.
 */
export async function inviteMember(ctx: Ctx, input: InviteInput): Promise<InviteResult> {
  const denied = await denyUnlessAdmin(ctx, "member.invite", input.email);
  if (denied) return denied;
  try {
    if (accountsOf(ctx) === "demo") throw new AppError("demo-accounts");
    const token = ctx.random(TOKEN_BYTES);
    const expiresAt = await ctx.db.transaction().execute(async (trx) => {
      await appendAudit(trx, ctx.clock, {
        actor: ctx.actor.name,
        action: "member.invite",
        phase: "outcome",
        outcome: "succeeded",
        reason: `${input.email}: ${input.role}`,
      });
      const members = await listMembers(trx, "member");
      if (members.some((member) => member.email === input.email)) throw new AppError("member-exists");
      return await keepInvitation(trx, ctx.clock, token, { ...input, by: ctx.actor.name });
    });
    return { kind: "invited", token, expiresAt };
  } catch (error) {
    const failure = expected(error);
    if (failure.code === "database-unavailable") throw failure;
    return { kind: "failed", error: errorDto(failure) };
  }
}
