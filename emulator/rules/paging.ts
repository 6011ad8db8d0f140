import type { Call, Desk } from "../actions/action";
import type { Listing } from "../actions/answer";
import type { Position } from "../actions/tokens";
import { bad } from "../refusal";
import { optional } from "./parameters";

/** MaxResults of a listing: 1 to 500, 50 when absent. Throws 400 InvalidParameter.MaxResults. */
export function maxResults(call: Call, most = 500, usual = 50): number {
  const text = optional(call, "MaxResults");
  if (text === undefined) return usual;
  const number = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > most) {
    throw bad("InvalidParameter.MaxResults", `MaxResults takes a whole number from 1 to ${most}.`);
  }
  return number;
}

/** Before every item of a listing. */
const START = -Number.MAX_VALUE;

/** The position that a call's NextToken names, or the start with the salt given. Throws 403 Invalid.NextToken. */
export function positionOf(desk: Desk, call: Call, listing: string, salt: () => number): Position {
  const token = optional(call, "NextToken");
  return token === undefined ? { rank: START, id: "", salt: salt() } : desk.tokens.read(listing, token);
}

/** A list in its order, each item with the rank and ID that the order goes by. */
export interface Ordered<T> {
  readonly items: readonly T[];
  place(item: T): { readonly rank: number; readonly id: string };
}

/** The index of the first item after a position. */
function after<T>(ordered: Ordered<T>, position: Position): number {
  let low = 0;
  let high = ordered.items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const { rank, id } = ordered.place(ordered.items[middle] as T);
    if (rank < position.rank || (rank === position.rank && id <= position.id)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** One page from a position on, its items written by `write`. */
export function page<T>(
  desk: Desk,
  call: Call,
  listing: string,
  ordered: Ordered<T>,
  position: Position,
  write: (item: T) => string,
  most = maxResults(call),
): Listing {
  const start = after(ordered, position);
  const items = ordered.items.slice(start, start + most);
  const last = items.at(-1);
  const more = last !== undefined && start + items.length < ordered.items.length;
  const next = more ? desk.tokens.give(listing, { ...ordered.place(last), salt: position.salt }) : "";
  return {
    kind: "list",
    items: items.map(write),
    head: { TotalCount: ordered.items.length, MaxResults: most, NextToken: next },
    again: () => desk.tokens.give(listing, position),
  };
}
