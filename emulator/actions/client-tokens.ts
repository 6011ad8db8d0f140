import { bad } from "../refusal";
import type { Fields } from "./answer";

/** How many ClientTokens are remembered; the oldest is forgotten first. */
const KEPT = 100_000;

/** What was answered to a write with a ClientToken. */
export interface ClientTokens {
  /**
   * The answer given before to the same call, or what `act` answers now. A refusal is not remembered.
   * Throws 400 IdempotentParameterMismatch when the token came with other parameters.
   */
  once(scope: string, token: string | undefined, parameters: string, act: () => Fields): Fields;
  clear(): void;
}

/** Remembers answers in memory. */
export function createClientTokens(): ClientTokens {
  const known = new Map<string, { parameters: string; answer: Fields }>();
  return {
    once(scope, token, parameters, act) {
      if (token === undefined) return act();
      const key = `${scope}\n${token}`;
      const before = known.get(key);
      if (before && before.parameters !== parameters) {
        throw bad("IdempotentParameterMismatch", "The request is retried with updated parameters.");
      }
      if (before) return before.answer;
      const answer = act();
      known.set(key, { parameters, answer });
      const [oldest] = known.keys();
      if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
      return answer;
    },
    clear: () => known.clear(),
  };
}
