import "server-only";
import { errorDto } from "@/lib/contracts/error";
import type { InvitedInput, MemberResult } from "@/lib/contracts/members";
import { AppError } from "@/lib/domain/app-error";
import { appendAudit } from "@/lib/server/audit/append";
import { dropInvitation } from "@/lib/server/auth/invitations";
import type { Ctx } from "@/lib/server/context";
import { expected } from "../expected";
import { denyUnlessAdmin } from "./deny";

/** Takes an invitation back: its link is void at once. Expected failure: `not-found`. Throws `database-unavailable`. */
export async function uninviteMember(ctx: Ctx, input: InvitedInput): Promise<MemberResult> {
  const denied = await denyUnlessAdmin(ctx, "member.uninvite", input.email);
  if (denied) return denied;
  try {
    await ctx.db.transaction().execute(async (trx) => {
      await appendAudit(trx, ctx.clock, {
        actor: ctx.actor.name,
        action: "member.uninvite",
        phase: "outcome",
        outcome: "succeeded",
        reason: input.email,
      });
      if (!(await dropInvitation(trx, input.email))) throw new AppError("not-found");
    });
    return { kind: "changed" };
  } catch (error) {
    const failure = expected(error);
    if (failure.code === "database-unavailable") throw failure;
    return { kind: "failed", error: errorDto(failure) };
  }
}
