import type { Role } from "./roles";

/** Who acts. `name` is what the audit log shows as actor (`operator@demo`, an account name, `system`). */
export type Actor = Member | SystemActor;

type Member = {
  readonly kind: "member";
  readonly name: string;
  readonly role: Role;
  /** The session that asks; absent when an order of before is carried out (bulk, queue). No secret. */
  readonly sessionId?: string;
};

/** What nobody asked for: the collector and the reconciler. No edge can make one. */
export type SystemActor = { readonly kind: "system"; readonly name: "system" };

export const SYSTEM: SystemActor = { kind: "system", name: "system" };
