import "server-only";

declare global {
  // The action's bundle and the background's are two copies of this module in one process.
  var imagekeeperBulkWake: (() => void) | undefined;
}

/** Tells this process's runner that a bulk delete was ordered; without one, another process finds it within a second. */
export function wakeBulkRunner(): void {
  globalThis.imagekeeperBulkWake?.();
}

/** The runner's ear; answers with what ends it. */
export function onBulkWake(wake: () => void): () => void {
  globalThis.imagekeeperBulkWake = wake;
  return () => {
    if (globalThis.imagekeeperBulkWake === wake) globalThis.imagekeeperBulkWake = undefined;
  };
}
