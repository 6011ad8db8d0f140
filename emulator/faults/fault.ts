import type { Action, Call } from "../actions/action";
import type { Fields, Listing } from "../actions/answer";

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

/** A text of ASCII only, or bytes of UTF-8. */
export type Tail = string | Buffer;

/** What a body is that is no JSON. */
type Media = "html" | "xml";

/** What goes over the wire for one call. */
export type Delivery =
  | {
      readonly how: "answer";
      readonly status: number;
      readonly body: string;
      /** Follows the body; kept serialised. */
      readonly tail?: Tail;
      /** Absent: JSON. */
      readonly media?: Media;
      readonly ms?: number;
    }
  | {
      readonly how: "cut";
      readonly status: number;
      readonly body: string;
      readonly tail?: Tail;
      readonly media?: Media;
    }
  | { readonly how: "silence" }
  | { readonly how: "reset" };

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
