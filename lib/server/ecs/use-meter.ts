import "server-only";

const SECONDS = 60;

/** Counts of the last 60 s, in buckets of a second. */
export type UseMeter = {
  sent(): void;
  throttled(): void;
  lastMinute(): { readonly sent: number; readonly throttled: number };
};

export function createUseMeter(now: () => number): UseMeter {
  const buckets = new Map<number, { sent: number; throttled: number }>();

  const current = () => {
    const second = Math.floor(now() / 1000);
    for (const old of buckets.keys()) if (old <= second - SECONDS) buckets.delete(old);
    let bucket = buckets.get(second);
    if (!bucket) {
      bucket = { sent: 0, throttled: 0 };
      buckets.set(second, bucket);
    }
    return bucket;
  };
  return {
    sent() {
      current().sent += 1;
    },
    throttled() {
      current().throttled += 1;
    },
    lastMinute() {
      current();
      let sent = 0;
      let throttled = 0;
      for (const bucket of buckets.values()) {
        sent += bucket.sent;
        throttled += bucket.throttled;
      }
      return { sent, throttled };
    },
  };
}
