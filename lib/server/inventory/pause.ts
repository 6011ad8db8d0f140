import "server-only";

/** Waits that many milliseconds, or until the signal fires (then it need not settle). */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

/** Sleeps until the time is over or the signal fires, and leaves nothing hanging on the signal. */
export async function pause(sleep: Sleep, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const own = new AbortController();
  await unlessOver(
    signal,
    sleep(ms, own.signal).catch(() => undefined),
  );
  own.abort();
}

/** What `work` brings, or null when the signal fires first; then it is left to itself. */
export async function unlessOver<T>(signal: AbortSignal, work: Promise<T>): Promise<T | null> {
  let stop = () => {};
  const over = new Promise<null>((resolve) => {
    stop = () => resolve(null);
  });
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  try {
    return await Promise.race([work, over]);
  } finally {
    signal.removeEventListener("abort", stop);
    work.catch(() => undefined);
  }
}
