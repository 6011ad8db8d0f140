import type { Action, Call } from "../actions/action";
import type { Fields, Listing } from "../actions/answer";
import type { Delivery } from "../http/delivery";

/** A fault as it was posted, with what is left of its `times`. */
export interface Fault {
  readonly id: string;
  readonly action?: string;
  readonly regionId?: string;
  readonly times?: number;
  readonly rate?: number;
  readonly kind: string;
  readonly status?: number;
  readonly code?: string;
  readonly message?: string;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly ms?: number;
  /** null: until it is deleted. */
  remaining: number | null;
}

/** What a fault kind works with. */
export interface Faulty {
  readonly fault: Fault;
  readonly call: Call;
  readonly action: Action;
  /** Does the call and gives its usual delivery: the effect happens when this is called. */
  act(): Delivery & { readonly how: "answer" };
  /** Does a call that lists and gives its listing. Throws Refusal. */
  list(): Listing | Fields;
  /** An error answer in ECS's shape. */
  refuse(status: number, code: string, message: string, body?: Fault["body"]): Delivery;
}

/** One fault kind. */
export interface FaultKind {
  /** What must be in the posted fault, in words, or null when it is right. */
  problem?(fault: Readonly<Record<string, unknown>>): string | null;
  /** Does it apply to this call? Others pass and use up no `times`. Absent: to every one. */
  applies?(action: Action, call: Call): boolean;
  deliver(at: Faulty): Delivery;
}
