import { expect, it } from "vitest";
import { PERMISSIONS, ROLES, refusal } from "./roles";

// The contract's matrix "Who may", as statuses: 200, 403 (forbidden) or 404 (hidden).
const matrix = {
  "template.read": { viewer: null, operator: null, auditor: null, admin: null },
  "template.write": { viewer: "forbidden", operator: null, auditor: "forbidden", admin: null },
  "audit.read": { viewer: "hidden", operator: null, auditor: null, admin: null },
  "audit.export": { viewer: "hidden", operator: "forbidden", auditor: null, admin: null },
  settings: { viewer: "hidden", operator: "hidden", auditor: "hidden", admin: null },
} as const;

it.each(PERMISSIONS.flatMap((permission) => ROLES.map((role) => [permission, role] as const)))(
  "%s for %s is as the contract says",
  (permission, role) => {
    expect(refusal(role, permission)).toBe(matrix[permission][role]);
  },
);
