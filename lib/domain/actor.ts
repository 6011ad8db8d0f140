import type { Role } from "./roles";

/** Who acts. `name` is what the audit log shows as actor (`operator@demo`, an account name, `system`). */
export type Actor = { readonly kind: "member"; readonly name: string; readonly role: Role } | SystemActor;

/** What nobody asked for: the collector and the reconciler. No edge can make one. */
export type SystemActor = { readonly kind: "system"; readonly name: "system" };

export const SYSTEM: SystemActor = { kind: "system", name: "system" };
