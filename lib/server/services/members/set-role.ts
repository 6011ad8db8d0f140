import "server-only";
import type { MemberResult, RoleInput } from "@/lib/contracts/members";
import type { Ctx } from "@/lib/server/context";
import { changeAndRecord } from "./change";
import { denyUnlessAdmin } from "./deny";

/** Gives an account another role, which counts from its next request on. Throws `database-unavailable`. */
export async function setMemberRole(ctx: Ctx, input: RoleInput): Promise<MemberResult> {
  const denied = await denyUnlessAdmin(ctx, "member.role", input.name);
  if (denied) return denied;
  return await changeAndRecord(ctx, input.name, {
    action: "member.role",
    words: (member) => `${member.name}: ${member.role} to ${input.role}`,
    change: () => ({ role: input.role }),
  });
}
