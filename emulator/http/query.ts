import { canonicalQuery } from "../signature/encode";
import { type Pair, pairsOf, parametersOf } from "./decode";

/** A query, decoded. */
export interface Query {
  /** As it came. */
  readonly text: string;
  readonly pairs: readonly Pair[];
  readonly parameters: ReadonlyMap<string, string>;
  /** As signatures see it. */
  canonical(): string;
}

function read(text: string): Query {
  const pairs = pairsOf(text);
  let canonical: string | null = null;
  return {
    text,
    pairs,
    parameters: parametersOf(pairs),
    canonical() {
      canonical ??= canonicalQuery(pairs);
      return canonical;
    },
  };
}

/** How many queries are kept, and how long they may be. */
const MOST = 10_000;
const LONGEST = 512;

const kept = new Map<string, Query>();

/** Reads a query. `again`: the same one may come again, as those do that hold no signature; it is read once then. */
export function queryOf(text: string, again: boolean): Query {
  if (!again || text.length > LONGEST) return read(text);
  const known = kept.get(text);
  if (known) return known;
  const query = read(text);
  if (kept.size >= MOST) kept.clear();
  kept.set(text, query);
  return query;
}
