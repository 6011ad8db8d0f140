import {
  inviteMember,
  setMemberAccess,
  setMemberRole,
  signOutMember,
  uninviteMember,
} from "@/lib/actions/members";
import type {
  AccessInput,
  InvitedInput,
  InviteInput,
  InviteResult,
  MemberResult,
  RoleInput,
  SignOutInput,
} from "@/lib/contracts/members";
import { browserJobParts, runJob, type Settled } from "./run-job";

export function requestInvite(input: InviteInput): Promise<Settled<InviteResult>> {
  return runJob(() => inviteMember(input), browserJobParts());
}

export function requestUninvite(input: InvitedInput): Promise<Settled<MemberResult>> {
  return runJob(() => uninviteMember(input), browserJobParts());
}

export function requestRole(input: RoleInput): Promise<Settled<MemberResult>> {
  return runJob(() => setMemberRole(input), browserJobParts());
}

export function requestAccess(input: AccessInput): Promise<Settled<MemberResult>> {
  return runJob(() => setMemberAccess(input), browserJobParts());
}

export function requestSignOut(input: SignOutInput): Promise<Settled<MemberResult>> {
  return runJob(() => signOutMember(input), browserJobParts());
}
