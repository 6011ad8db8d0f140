import "server-only";
import type { Release } from "./limiter";
import type { Errand, Machine } from "./machine";

/**
 * A place in the rate budget and on the wire, or null. Waits for one within the deadline, unless `isWaiting` is false
 * or the budget opens only after the deadline: then it answers at once.
 */
export async function takePlace(
  machine: Machine,
  errand: Errand,
  key: string,
  mayWait: boolean,
): Promise<Release | null> {
  for (;;) {
    const waitMs = machine.budget.waitMs(key, errand.share);
    if (waitMs > 0) {
      if (!mayWait || machine.now() + waitMs >= errand.deadlineAt) return null;
      await machine.sleep(waitMs);
      continue;
    }
    const release =
      machine.limiter.tryAcquire(errand.regionId, errand.share) ?? (await wait(machine, errand));
    if (!release) return null;
    if (machine.budget.take(key, errand.share)) return release;
    release();
  }
}

async function wait(machine: Machine, errand: Errand): Promise<Release | null> {
  const timer = new AbortController();
  const expiry = new AbortController();
  machine.sleep(errand.deadlineAt - machine.now(), timer.signal).then(
    () => expiry.abort(),
    () => undefined,
  );
  const release = await machine.limiter.acquire(errand.regionId, errand.share, expiry.signal);
  timer.abort();
  return release;
}
