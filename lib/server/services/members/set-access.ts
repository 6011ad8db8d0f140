import "server-only";
import type { AccessInput, MemberResult } from "@/lib/contracts/members";
import type { Ctx } from "@/lib/server/context";
import { changeAndRecord } from "./change";
import { denyUnlessAdmin } from "./deny";

/** Disables an account, which ends its sessions, or enables it again. Throws `database-unavailable`. */
export async function setMemberAccess(ctx: Ctx, input: AccessInput): Promise<MemberResult> {
  const denied = await denyUnlessAdmin(ctx, input.enabled ? "member.enable" : "member.disable", input.name);
  if (denied) return denied;
  return await changeAndRecord(ctx, input.name, {
    action: input.enabled ? "member.enable" : "member.disable",
    words: (member) => member.name,
    change: (at) => ({ disabledAt: input.enabled ? null : at }),
  });
}
