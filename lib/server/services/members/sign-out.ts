import "server-only";
import type { MemberResult, SignOutInput } from "@/lib/contracts/members";
import type { Ctx } from "@/lib/server/context";
import { changeAndRecord } from "./change";
import { denyUnlessAdmin } from "./deny";

/** Ends all sessions of an account; it may sign in again. Throws `database-unavailable`. */
export async function signOutMember(ctx: Ctx, input: SignOutInput): Promise<MemberResult> {
  const denied = await denyUnlessAdmin(ctx, "member.session.end", input.name);
  if (denied) return denied;
  return await changeAndRecord(ctx, input.name, {
    action: "member.session.end",
    words: (member) => member.name,
    change: () => ({ endsSessions: true }),
  });
}
