import "server-only";
import type { Trx } from "@/lib/server/context";

/** A refusal before the intent: why, and by which build. */
export type Refusal = { readonly reason: string; readonly buildId: string | null };

/** How one attempt was asked for. */
export type DeleteOrder = {
  /** The name as somebody typed it; null when the confirmation did not ask for it (bulk, queue). */
  readonly confirmName: string | null;
  readonly reason: string | null;
  /** Our own budget being used up is no failure then: nothing is recorded, who asked waits for the next minute. */
  readonly waitsForBudget?: boolean;
  /** Whether such a refusal is recorded; absent: always. Who looks again and again records each of them once. */
  readonly records?: (refusal: Refusal) => boolean;
  /** Joins step 5's transaction: what asked for the attempt keeps the intent's number, or neither is kept. */
  readonly withIntent?: (trx: Trx, intentSeq: number) => Promise<void>;
};
