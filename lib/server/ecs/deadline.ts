import "server-only";
import type { Sleep } from "./config";

/** Answers with what `work` gives, or with `late()` when the time is over first. Milliseconds. */
export async function within<T, L>(
  sleep: Sleep,
  timers: readonly { readonly ms: number; readonly isOver?: () => boolean }[],
  work: Promise<T>,
  late: () => L,
): Promise<T | L> {
  const done = new AbortController();
  const waits = timers.map(
    ({ ms, isOver }) =>
      new Promise<"late">((resolve) => {
        sleep(Math.max(0, ms), done.signal).then(
          () => {
            if (!done.signal.aborted && (isOver?.() ?? true)) resolve("late");
          },
          () => undefined,
        );
      }),
  );
  const finished = work.then((value) => ({ value }));
  // The loser of the race may still reject.
  finished.catch(() => undefined);
  try {
    const first = await Promise.race([finished, ...waits]);
    return first === "late" ? late() : first.value;
  } finally {
    done.abort();
  }
}
