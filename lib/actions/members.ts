"use server";

import type { ActionResult } from "@/lib/contracts/action-result";
import type { InviteResult, MemberResult } from "@/lib/contracts/members";
import { accessInput, invitedInput, inviteInput, roleInput, signOutInput } from "@/lib/contracts/members";
import { runAction } from "@/lib/server/run-action";
import { inviteMember as invite } from "@/lib/server/services/members/invite";
import { setMemberAccess as setAccess } from "@/lib/server/services/members/set-access";
import { setMemberRole as setRole } from "@/lib/server/services/members/set-role";
import { signOutMember as signOut } from "@/lib/server/services/members/sign-out";
import { uninviteMember as uninvite } from "@/lib/server/services/members/uninvite";

/** Invites somebody by e-mail, with a role. */
export async function inviteMember(raw: unknown): Promise<ActionResult<InviteResult>> {
  return await runAction(inviteInput, invite, raw);
}

/** Takes an invitation back. */
export async function uninviteMember(raw: unknown): Promise<ActionResult<MemberResult>> {
  return await runAction(invitedInput, uninvite, raw);
}

/** Gives a member another role. */
export async function setMemberRole(raw: unknown): Promise<ActionResult<MemberResult>> {
  return await runAction(roleInput, setRole, raw);
}

/** Disables or enables a member. */
export async function setMemberAccess(raw: unknown): Promise<ActionResult<MemberResult>> {
  return await runAction(accessInput, setAccess, raw);
}

/** Ends a member's sessions everywhere. */
export async function signOutMember(raw: unknown): Promise<ActionResult<MemberResult>> {
  return await runAction(signOutInput, signOut, raw);
}
