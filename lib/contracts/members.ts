import { z } from "zod";
import { ROLES, type Role } from "@/lib/domain/roles";
import type { Denied } from "./delete";
import type { ErrorDto } from "./error";

const email = z.email().max(200).toLowerCase();
const name = z.string().min(1).max(200);

export const inviteInput = z.strictObject({ email, role: z.enum(ROLES) });
export type InviteInput = z.infer<typeof inviteInput>;

export const invitedInput = z.strictObject({ email });
export type InvitedInput = z.infer<typeof invitedInput>;

export const roleInput = z.strictObject({ name, role: z.enum(ROLES) });
export type RoleInput = z.infer<typeof roleInput>;

/** Whose sessions end. */
export const signOutInput = z.strictObject({ name });
export type SignOutInput = z.infer<typeof signOutInput>;

/** Disable or enable. */
export const accessInput = z.strictObject({ name, enabled: z.boolean() });
export type AccessInput = z.infer<typeof accessInput>;

export type MemberItem = {
  /** What the audit log shows as actor. */
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  /** ISO 8601 UTC; null: may sign in. */
  readonly disabledAt: string | null;
  readonly isYou: boolean;
};

export type InvitationItem = {
  readonly email: string;
  readonly role: Role;
  readonly invitedBy: string;
  readonly expiresAt: string;
};

export type MemberList = {
  readonly members: readonly MemberItem[];
  readonly invitations: readonly InvitationItem[];
  /** False in the demo, whose four accounts are fixed. */
  readonly changeable: boolean;
};

export type MemberFailed = { readonly kind: "failed"; readonly error: ErrorDto };

/** The token of the link is told once, to who invited; only its hash is kept. */
export type InviteResult =
  | { readonly kind: "invited"; readonly token: string; readonly expiresAt: string }
  | Denied
  | MemberFailed;

export type MemberResult = { readonly kind: "changed" } | Denied | MemberFailed;
