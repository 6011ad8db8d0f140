import "server-only";
import type { Flight } from "./budget";
import type { Release } from "./limiter";
import type { Errand, Machine } from "./machine";

/** A place on the wire, and one in the rate budget. */
type Place = { readonly release: Release; readonly flight: Flight };

/**
 * A place in the rate budget and on the wire, or null. Waits for one within the deadline, unless `mayWait` is false
 * or the budget opens only after the deadline: then it answers at once.
 */
export async function takePlace(
  machine: Machine,
  errand: Errand,
  action: string,
  mayWait: boolean,
): Promise<Place | null> {
  const { budget } = machine;
  const { regionId, share } = errand;
  for (;;) {
    await budget.refill(regionId, action, share);
    const waitMs = budget.waitMs(regionId, action, share);
    if (waitMs > 0) {
      if (!mayWait || machine.now() + waitMs >= errand.deadlineAt) return null;
      await machine.sleep(waitMs);
      continue;
    }
    const release = machine.limiter.tryAcquire(regionId, share) ?? (await wait(machine, errand));
    if (!release) return null;
    const flight = budget.take(regionId, action, share);
    if (flight) return { release, flight };
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
