import { mix } from "../random";

/** The nonces that were used. */
export interface Nonces {
  /** Remembers a nonce; false when it is remembered already. `now` is real time in ms. */
  spend(nonce: string, now: number): boolean;
}

/** Most nonces of a generation: 16 MB. Beyond, the oldest are forgotten before their time. */
const MOST = 1_000_000;

/** A nonce as a whole number from 1 to 2^53: two alike are not to be expected. */
function digest(nonce: string): number {
  let one = 0x811c9dc5;
  let other = 0x9e3779b9;
  for (let index = 0; index < nonce.length; index++) {
    const code = nonce.charCodeAt(index);
    one = Math.imul(one ^ code, 0x01000193);
    other = Math.imul(other ^ code, 0x85ebca6b) + one;
  }
  return mix(one) * 2 ** 21 + (mix(other) >>> 11) + 1;
}

/** Numbers in a table of twice as many places at least: nothing in it is for the collector to visit. */
function createTable() {
  let places = new Float64Array(1024);
  let size = 0;
  const placeOf = (key: number) => {
    const mask = places.length - 1;
    let place = key & mask;
    while (places[place] !== 0 && places[place] !== key) place = (place + 1) & mask;
    return place;
  };
  const grow = () => {
    const before = places;
    places = new Float64Array(2 * before.length);
    for (const key of before) if (key !== 0) places[placeOf(key)] = key;
  };
  return {
    size: () => size,
    has: (key: number) => places[placeOf(key)] === key,
    add(key: number) {
      if (2 * ++size > places.length) grow();
      places[placeOf(key)] = key;
    },
  };
}

/** Remembers each nonce for `life` ms at least and twice as long at most: the present generation, and the one before. */
export function createNonces(life: number, most = MOST): Nonces {
  let present = createTable();
  let before = createTable();
  let begun = Number.NEGATIVE_INFINITY;
  return {
    spend(nonce, now) {
      if (now - begun > life || present.size() >= most) {
        before = now - begun > 2 * life ? createTable() : present;
        present = createTable();
        begun = now;
      }
      const key = digest(nonce);
      if (present.has(key) || (before.size() > 0 && before.has(key))) return false;
      present.add(key);
      return true;
    },
  };
}
