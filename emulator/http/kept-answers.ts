/** How many bytes of answers are kept. */
const MOST = 64 * 1024 * 1024;

/** Answers kept serialised, less their RequestId, until something changes or a build goes on by itself. */
export interface KeptAnswers {
  get(key: string, now: number): Buffer | undefined;
  /** `until` is the time (ms) from which the answer may be another one. */
  put(key: string, tail: Buffer, until: number): void;
  clear(): void;
}

/** Nothing kept yet. */
export function createKeptAnswers(): KeptAnswers {
  const kept = new Map<string, { readonly tail: Buffer; readonly until: number }>();
  let bytes = 0;
  const drop = (key: string) => {
    const found = kept.get(key);
    if (found) bytes -= found.tail.length + key.length;
    kept.delete(key);
  };
  return {
    get(key, now) {
      const found = kept.get(key);
      if (found && now < found.until) return found.tail;
      if (found) drop(key);
      return undefined;
    },
    put(key, tail, until) {
      if (tail.length > MOST / 4) return;
      drop(key);
      kept.set(key, { tail, until });
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
