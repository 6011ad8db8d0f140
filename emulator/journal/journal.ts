import type { KeptToken } from "../actions/client-tokens";
import type { Change } from "../world/changes";
import type { WorldPlan } from "../world/world";

/** What a journal begins with: the world that the changes are made to. */
export interface Header {
  readonly seed: string;
  readonly templates: number;
  readonly regions: readonly string[];
  /** When the world was seeded first, in ms. */
  readonly startedAt: number;
}

/** One thing that happened. */
export type Entry =
  | { readonly kind: "change"; readonly change: Change }
  | { readonly kind: "token"; readonly token: KeptToken }
  | { readonly kind: "clock"; readonly ms: number }
  | { readonly kind: "reset"; readonly plan: Partial<WorldPlan>; readonly at: number };

/** Keeps what happens, so that the next start can go on from it. */
export interface Journal {
  readonly header: Header;
  /** What was kept before this start, in its order. */
  readonly entries: readonly Entry[];
  append(entry: Entry): void;
  /** Forgets everything before a reset. */
  restart(reset: Entry): void;
}

/** A journal that cannot be used; the message is one line that names the option. */
export class JournalError extends Error {}

/** Keeps nothing. */
export function noJournal(header: Header): Journal {
  return { header, entries: [], append: () => {}, restart: () => {} };
}
