import type { Lasting } from "../actions/answer";
import type { Tail } from "./delivery";

/** How many bytes of answers are kept: ten builds of each of 50,000 templates, and their pages. */
const MOST = 256 * 1024 * 1024;

/** Longer answers are kept as bytes, which need no copy when they are sent. */
const SHORT = 64 * 1024;

/** The end of an answer as it is kept. */
export function tailOf(text: string): Tail {
  const bytes = Buffer.from(text);
  return bytes.length === text.length && text.length <= SHORT ? bytes.toString("latin1") : bytes;
}

/** Answers kept serialised, less their RequestId, until what they are about changes or a build goes on by itself. */
export interface KeptAnswers {
  get(key: string, now: number): Tail | undefined;
  put(key: string, tail: Tail, lasting: Lasting): void;
  clear(): void;
}

interface Kept extends Lasting {
  readonly tail: Tail;
  readonly edition: number;
}

/** Nothing kept yet. */
export function createKeptAnswers(): KeptAnswers {
  const kept = new Map<string, Kept>();
  let bytes = 0;
  const drop = (key: string) => {
    const found = kept.get(key);
    if (found) bytes -= found.tail.length + key.length;
    kept.delete(key);
  };
  return {
    get(key, now) {
      const found = kept.get(key);
      if (!found) return undefined;
      if (now < found.until && found.edition === found.about.edition) return found.tail;
      drop(key);
      return undefined;
    },
    put(key, tail, { until, about }) {
      if (tail.length > MOST / 4) return;
      drop(key);
      kept.set(key, { tail, until, about, edition: about.edition });
      bytes += tail.length + key.length;
      for (const oldest of kept.keys()) {
        if (bytes <= MOST) break;
        drop(oldest);
      }
    },
    clear() {
      kept.clear();
      bytes = 0;
    },
  };
}
