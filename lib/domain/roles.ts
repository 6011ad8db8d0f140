export const ROLES = ["viewer", "operator", "auditor", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** What a verb asks for. One word a verb family; the matrix below is the contract's "Who may". */
export const PERMISSIONS = [
  "template.read",
  "template.write",
  "audit.read",
  "audit.export",
  "settings",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const granted: Record<Role, ReadonlySet<Permission>> = {
  viewer: new Set(["template.read"]),
  operator: new Set(["template.read", "template.write", "audit.read"]),
  auditor: new Set(["template.read", "audit.read", "audit.export"]),
  admin: new Set(PERMISSIONS),
};

/** Whether a role may do what a verb asks for. */
export function may(role: Role, permission: Permission): boolean {
  return granted[role].has(permission);
}

/**
 * How a refusal shows: `hidden` means 404 (the thing does not exist for this role), `forbidden` means 403.
 * Null when the role may.
 */
export function refusal(role: Role, permission: Permission): "hidden" | "forbidden" | null {
  if (may(role, permission)) return null;
  if (permission === "settings") return "hidden";
  if (permission === "audit.read") return "hidden";
  if (permission === "audit.export") return role === "viewer" ? "hidden" : "forbidden";
  return "forbidden";
}

export function isRole(value: unknown): value is Role {
  return typeof value === "string" && (ROLES as readonly string[]).includes(value);
}
