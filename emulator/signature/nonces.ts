import { hashText } from "../random";

/** The nonces that were used. */
export interface Nonces {
  /** Remembers a nonce; false when it is remembered already. `now` is real time in ms. */
  spend(nonce: string, now: number): boolean;
}

/** Most nonces of a generation: about 40 MB. Beyond, the oldest are forgotten before their time. */
const MOST = 1_000_000;

/** A nonce as a number of 53 bits: two alike are not to be expected. */
function digest(nonce: string): number {
  return hashText(nonce) * 2 ** 21 + (hashText(nonce, 0x9e3779b9) >>> 11);
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
