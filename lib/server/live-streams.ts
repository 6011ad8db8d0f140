import "server-only";

declare global {
  var imagekeeperStreams: Set<() => void> | undefined;
}

function streams(): Set<() => void> {
  globalThis.imagekeeperStreams ??= new Set();
  return globalThis.imagekeeperStreams;
}

/**
 * Registers an open live stream, so that a stop of the process can close it (an open answer would keep the server alive).
 * Answers with the function that forgets it again.
 */
export function registerStream(close: () => void): () => void {
  const own = () => close();
  streams().add(own);
  return () => {
    streams().delete(own);
  };
}

/** Closes every open live stream; one that fails to close does not keep the others open. */
export function closeAllStreams(): void {
  for (const close of [...streams()]) {
    streams().delete(close);
    try {
      close();
    } catch {
      // It is closed already: its client left in this moment.
    }
  }
}

/** How many are open, for the metrics. */
export function countStreams(): number {
  return streams().size;
}
