import { createHash } from "node:crypto";

/** The nonces that were used. */
export interface Nonces {
  /** Remembers a nonce until a time (ms); false when it is remembered already. */
  spend(nonce: string, until: number, now: number): boolean;
}

const MINUTE = 60_000;

/** A nonce as a number of 52 bits: a million of them take a few dozen MB, and two alike are not to be expected. */
function digest(nonce: string): number {
  return createHash("sha1").update(nonce).digest().readUIntBE(0, 6) * 16 + (nonce.length & 15);
}

/** Keeps nonces by the minute in which they may be forgotten. */
export function createNonces(): Nonces {
  const byMinute = new Map<number, Set<number>>();
  let cleaned = 0;
  return {
    spend(nonce, until, now) {
      const minute = Math.floor(now / MINUTE);
      if (minute !== cleaned) {
        for (const old of byMinute.keys()) if (old < minute) byMinute.delete(old);
        cleaned = minute;
      }
      const key = digest(nonce);
      for (const seen of byMinute.values()) if (seen.has(key)) return false;
      const last = Math.floor(until / MINUTE);
      const set = byMinute.get(last) ?? new Set();
      byMinute.set(last, set.add(key));
      return true;
    },
  };
}
