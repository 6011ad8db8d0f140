import "server-only";

type Streams = {
  /** Each with the session that it belongs to. */
  readonly open: Map<() => void, string>;
  readonly perSession: Map<string, number>;
  dropped: number;
  bytes: number;
};

declare global {
  var imagekeeperStreams: Streams | undefined;
}

/** One connection a browser: more are a mistake, or somebody who wants to fill our memory. */
const MOST = 5_000;
const MOST_PER_SESSION = 1_000;

function streams(): Streams {
  globalThis.imagekeeperStreams ??= { open: new Map(), perSession: new Map(), dropped: 0, bytes: 0 };
  return globalThis.imagekeeperStreams;
}

/** Whether one more may be opened, for this session and at all. */
export function hasRoom(session: string): "yes" | "process-full" | "session-full" {
  const { open, perSession } = streams();
  if (open.size >= MOST) return "process-full";
  return (perSession.get(session) ?? 0) >= MOST_PER_SESSION ? "session-full" : "yes";
}

/**
 * Registers an open live stream, so that a stop of the process can close it (an open answer would keep the server alive).
 * Answers with the function that forgets it again.
 */
export function registerStream(close: () => void, session = ""): () => void {
  const own = () => close();
  const { open, perSession } = streams();
  open.set(own, session);
  perSession.set(session, (perSession.get(session) ?? 0) + 1);
  return () => forget(own);
}

function forget(own: () => void): void {
  const { open, perSession } = streams();
  const session = open.get(own);
  if (session === undefined) return;
  open.delete(own);
  const left = (perSession.get(session) ?? 0) - 1;
  if (left > 0) perSession.set(session, left);
  else perSession.delete(session);
}

/** Closes every open live stream; one that fails to close does not keep the others open. */
export function closeAllStreams(): void {
  for (const close of [...streams().open.keys()]) {
    forget(close);
    try {
      close();
    } catch {
      // It is closed already: its client left in this moment.
    }
  }
}

/** How many are open. */
export function countStreams(): number {
  return streams().open.size;
}

/** A client was too slow. */
export function noteDropped(): void {
  streams().dropped += 1;
}

/** Bytes were handed on to a client. */
export function noteSent(bytes: number): void {
  streams().bytes += bytes;
}

/** Open now; dropped and bytes since the process began. */
export function liveCounts(): { readonly open: number; readonly dropped: number; readonly bytes: number } {
  const { open, dropped, bytes } = streams();
  return { open: open.size, dropped, bytes };
}
