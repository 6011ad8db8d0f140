import { copy, type State } from "./state";
import type { Laws } from "./world";

/** One step: what happens, and the state after it. */
export type Step = { readonly what: string; readonly next: State };

/** All steps of one kind that a state allows. */
export type Steps = (state: State, laws: Laws, now: number) => Step[];

/** A step that changes a copy of the state. */
export function step(state: State, what: string, change: (next: State) => void): Step {
  const next = copy(state);
  change(next);
  return { what, next };
}
