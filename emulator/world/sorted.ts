import { byCreation } from "./by-creation";

interface Created {
  readonly createdAt: number;
  readonly id: string;
}

/** Where in a list sorted by creation something belongs. */
function placeIn<T extends Created>(list: readonly T[], item: Created): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (byCreation(list[middle] as T, item) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Adds to a list sorted by creation. */
export function insert<T extends Created>(list: T[], item: T): void {
  list.splice(placeIn(list, item), 0, item);
}

/** Takes out of a list sorted by creation. */
export function remove<T extends Created>(list: T[], item: T): void {
  const place = placeIn(list, item);
  if (list[place] === item) list.splice(place, 1);
}
