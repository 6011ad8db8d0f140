import { expect, it } from "vitest";
import { SYSTEM } from "@/lib/domain/actor";
import { isAppError } from "@/lib/domain/app-error";
import { PERMISSIONS, type Permission, ROLES, type Role } from "@/lib/domain/roles";
import { requirePermission } from "./require-permission";

/** The contract's "Who may", as HTTP statuses. */
const EXPECTED: Record<Permission, Record<Role, 200 | 403 | 404>> = {
  "template.read": { viewer: 200, operator: 200, auditor: 200, admin: 200 },
  "template.write": { viewer: 403, operator: 200, auditor: 403, admin: 200 },
  "audit.read": { viewer: 404, operator: 200, auditor: 200, admin: 200 },
  "audit.export": { viewer: 404, operator: 403, auditor: 200, admin: 200 },
  settings: { viewer: 404, operator: 404, auditor: 404, admin: 200 },
};

function status(role: Role, permission: Permission): number {
  try {
    requirePermission({ actor: { kind: "member", name: "someone", role } }, permission);
    return 200;
  } catch (error) {
    if (isAppError(error, "forbidden")) return 403;
    if (isAppError(error, "not-found")) return 404;
    throw error;
  }
}

it.each(PERMISSIONS)("%s is given and refused to each role as the contract says", (permission) => {
  const found = Object.fromEntries(ROLES.map((role) => [role, status(role, permission)]));
  expect(found).toEqual(EXPECTED[permission]);
});

it("asks nothing of the system itself", () => {
  for (const permission of PERMISSIONS)
    expect(() => requirePermission({ actor: SYSTEM }, permission)).not.toThrow();
});
