"use client";

import { createContext, use } from "react";
import { may, type Role } from "@/lib/domain/roles";

const RoleContext = createContext<Role>("viewer");

/** Who looks at the page; the server asks again at every action. */
export const RoleProvider = RoleContext.Provider;

export function useMayWrite(): {
  readonly mayWrite: boolean;
  readonly mayAudit: boolean;
  readonly role: Role;
} {
  const role = use(RoleContext);
  return { role, mayWrite: may(role, "template.write"), mayAudit: may(role, "audit.read") };
}
