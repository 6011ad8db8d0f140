import { mix } from "../random";

/** The nonces that were used. */
export interface Nonces {
  /** Remembers a nonce; false when it is remembered already. `now` is real time in ms. */
  spend(nonce: string, now: number): boolean;
}

/** Most nonces of a generation: about 40 MB. Beyond, the oldest are forgotten before their time. */
const MOST = 1_000_000;

/** A nonce as a number of 53 bits: two alike are not to be expected. */
function digest(nonce: string): number {
  let one = 0x811c9dc5;
  let other = 0x9e3779b9;
  for (let index = 0; index < nonce.length; index++) {
    const code = nonce.charCodeAt(index);
    one = Math.imul(one ^ code, 0x01000193);
    other = Math.imul(other ^ code, 0x85ebca6b) + one;
  }
  return mix(one) * 2 ** 21 + (mix(other) >>> 11);
}

/** Remembers each nonce for `life` ms at least and twice as long at most: the present generation, and the one before. */
export function createNonces(life: number, most = MOST): Nonces {
  let present = new Set<number>();
  let before = new Set<number>();
  let begun = Number.NEGATIVE_INFINITY;
  return {
    spend(nonce, now) {
      if (now - begun > life || present.size >= most) {
        before = now - begun > 2 * life ? new Set() : present;
        present = new Set();
        begun = now;
      }
      const key = digest(nonce);
      if (present.has(key) || before.has(key)) return false;
      present.add(key);
      return true;
    },
  };
}
