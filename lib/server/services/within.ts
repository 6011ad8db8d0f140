import "server-only";
import type { Ctx } from "@/lib/server/context";

/** Waits for a promise at most that many milliseconds; what is late goes on by itself and is not waited for. */
export async function within<T>(
  ctx: Pick<Ctx, "sleep">,
  ms: number,
  work: Promise<T>,
): Promise<{ readonly done: true; readonly value: T } | { readonly done: false }> {
  const stop = new AbortController();
  const late = ctx.sleep(ms, stop.signal).then(
    () => ({ done: false }) as const,
    () => ({ done: false }) as const,
  );
  try {
    return await Promise.race([work.then((value) => ({ done: true, value }) as const), late]);
  } finally {
    stop.abort();
    work.catch(() => undefined);
  }
}
