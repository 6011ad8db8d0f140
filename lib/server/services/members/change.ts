import "server-only";
import { errorDto } from "@/lib/contracts/error";
import type { MemberResult } from "@/lib/contracts/members";
import { AppError } from "@/lib/domain/app-error";
import type { AuditAction } from "@/lib/domain/audit";
import { appendAudit } from "@/lib/server/audit/append";
import { changeMember, loadMember, type Member } from "@/lib/server/auth/members";
import type { Ctx } from "@/lib/server/context";
import { expected } from "../expected";
import { accountsOf } from "./accounts-of";

/** What a verb does to an account: the words of its event, and the change by database time. */
export type MemberChange = {
  readonly action: AuditAction;
  readonly words: (member: Member) => string;
  readonly change: (at: string) => Parameters<typeof changeMember>[2];
};

/**
 * Changes one account and records it, both or neither. Expected failures are values: `not-found`, `last-admin`,
 * `demo-accounts`. Throws `database-unavailable`.
 */
export async function changeAndRecord(ctx: Ctx, name: string, wanted: MemberChange): Promise<MemberResult> {
  try {
    if (accountsOf(ctx) === "demo") throw new AppError("demo-accounts");
    await ctx.db.transaction().execute(async (trx) => {
      const member = await loadMember(trx, "member", name);
      // The log's head is locked from here on: two changes at once look one after the other.
      const { at } = await appendAudit(trx, ctx.clock, {
        actor: ctx.actor.name,
        action: wanted.action,
        phase: "outcome",
        outcome: "succeeded",
        reason: wanted.words(member),
      });
      await changeMember(trx, await loadMember(trx, "member", name), wanted.change(at));
    });
    return { kind: "changed" };
  } catch (error) {
    const failure = expected(error);
    if (failure.code === "database-unavailable") throw failure;
    return { kind: "failed", error: errorDto(failure) };
  }
}
