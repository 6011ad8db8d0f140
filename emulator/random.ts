/** A source of numbers in [0, 1), like Math.random; a parameter everywhere, so that tests can fix it. */
export type Random = () => number;

/** A 32-bit hash of a text, stable between starts (FNV-1a with a final mix). */
export function hashText(text: string, salt = 0): number {
  let hash = (0x811c9dc5 ^ salt) | 0;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return mix(hash);
}

/** Spreads the bits of a 32-bit number over all of them. */
export function mix(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A reproducible random source: the same parts give the same sequence. */
export function seeded(...parts: readonly (string | number)[]): Random {
  let state = 0x9e3779b9;
  for (const part of parts) {
    state = mix(state ^ (typeof part === "number" ? mix(part + 0x51ed27) : hashText(part)));
  }
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let word = Math.imul(state ^ (state >>> 15), state | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return ((word ^ (word >>> 14)) >>> 0) / 4294967296;
  };
}

/** A whole number from `low` to `high`, both included. */
export function between(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1));
}

/** One of a list that is not empty. */
export function pick<T>(random: Random, list: readonly T[]): T {
  const item = list[Math.floor(random() * list.length)];
  if (item === undefined) throw new RangeError("nothing to pick from");
  return item;
}

/** The list in a new, shuffled order. */
export function shuffled<T>(random: Random, list: readonly T[]): T[] {
  const copy = [...list];
  for (let last = copy.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [copy[last], copy[other]] = [copy[other] as T, copy[last] as T];
  }
  return copy;
}

const SIX = 36 ** 6;

/** `length` lower-case letters and digits, six of each random number. */
export function letters(random: Random, length: number): string {
  let text = "";
  while (text.length < length) {
    text += Math.floor(random() * SIX)
      .toString(36)
      .padStart(6, "0");
  }
  return text.slice(0, length);
}

/** Every byte as two hexadecimal digits. */
const HEX = Array.from({ length: 256 }, (_, byte) => (256 + byte).toString(16).slice(1).toUpperCase());

/** The lower 16 bits of a number as four hexadecimal digits. */
function four(word: number): string {
  return `${HEX[(word >>> 8) & 255]}${HEX[word & 255]}`;
}

/** A version 4 UUID in capitals, as request IDs are written. */
export function uuid(random: Random): string {
  const [a, b, c, d] = [random() * 2 ** 32, random() * 2 ** 32, random() * 2 ** 32, random() * 2 ** 32];
  const version = (b & 0x0fff) | 0x4000;
  const variant = ((c >>> 16) & 0x3fff) | 0x8000;
  return `${four(a >>> 16)}${four(a)}-${four(b >>> 16)}-${four(version)}-${four(variant)}-${four(c)}${four(d >>> 16)}${four(d)}`;
}
