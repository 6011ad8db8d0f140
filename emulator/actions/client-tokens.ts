import { bad } from "../refusal";
import type { Fields } from "./answer";

/** How many ClientTokens are remembered; the oldest is forgotten first. */
const KEPT = 100_000;

/** A ClientToken with what it was used for and what was answered. */
export interface KeptToken {
  readonly key: string;
  readonly parameters: string;
  readonly answer: Fields;
}

/** What was answered to writes with a ClientToken. */
export interface ClientTokens {
  /**
   * The answer given before to the same call, or what `act` answers now. A refusal is not remembered.
   * Throws 400 IdempotentParameterMismatch when the token came with other parameters.
   */
  once(scope: string, token: string | undefined, parameters: string, act: () => Fields): Fields;
  /** Remembers what an earlier run answered. */
  restore(token: KeptToken): void;
  clear(): void;
}

/** Remembers answers in memory; `keep` is told each one. */
export function createClientTokens(keep: (token: KeptToken) => void): ClientTokens {
  const known = new Map<string, KeptToken>();
  const restore = (token: KeptToken) => {
    known.set(token.key, token);
    const [oldest] = known.keys();
    if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
  };
  return {
    restore,
    once(scope, token, parameters, act) {
      if (token === undefined) return act();
      const key = `${scope}\n${token}`;
      const before = known.get(key);
      if (before && before.parameters !== parameters) {
        throw bad("IdempotentParameterMismatch", "The request is retried with updated parameters.");
      }
      if (before) return before.answer;
      const kept = { key, parameters, answer: act() };
      restore(kept);
      keep(kept);
      return kept.answer;
    },
    clear: () => known.clear(),
  };
}
