import type { Call } from "../actions/action";
import type { Listing } from "../actions/answer";
import { wholeNumber } from "./numbers";

/**
 * One page by PageNumber and PageSize. Throws 400 InvalidParameter.PageNumber, InvalidParameter.PageSize.
 */
export function numberedPage<T>(
  call: Call,
  items: readonly T[],
  largest: number,
  write: (item: T) => string,
  head: Listing["head"] = {},
): Listing {
  const PageNumber = wholeNumber(call, "PageNumber", [1, 999_999_999], 1);
  const PageSize = wholeNumber(call, "PageSize", [1, largest], 10);
  const start = (PageNumber - 1) * PageSize;
  return {
    kind: "list",
    items: items.slice(start, start + PageSize).map(write),
    head: { TotalCount: items.length, PageNumber, PageSize, ...head },
  };
}
