import "server-only";
import type { LiveFeed } from "./live-hub";
import { pause, type Sleep } from "./pause";

export type LiveStreamParts = {
  readonly feed: LiveFeed;
  /** Ends everything: the client left, the process stops. */
  readonly end: AbortController;
  readonly sleep: Sleep;
  /** Asked at every heartbeat: text to send, or null when this client is to hear no more. */
  readonly beat: () => Promise<string | null>;
  /** Told of the bytes that were handed on. */
  readonly onSent?: (bytes: number) => void;
};

/** A proxy that hears nothing for half a minute may cut the line. */
const BEAT_MS = 15_000;
const COMMENT = ": alive\n\n";
/** So many heartbeats may wait for a client before it counts as gone. */
const MOST_UNHEARD = 2;

/**
 * Changes as server-sent events (`id`, `event: change` or `resync`, `data`), with a heartbeat. It reads no faster than
 * the client does: what waits, waits in the bounded buffer behind `feed`. A client that takes nothing for two
 * heartbeats is dropped.
 */
export function liveStream({ feed, end, sleep, beat, onSent }: LiveStreamParts): ReadableStream<Uint8Array> {
  void keepBeating({ feed, end, sleep, beat });
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => controller.enqueue(Buffer.from(`retry: 2000\n${COMMENT}`)),
      async pull(controller) {
        // A database that fails ends the line; the client comes again and is told why.
        const bytes = await feed.next().catch(() => null);
        if (bytes === null) {
          end.abort();
          controller.close();
        } else {
          onSent?.(bytes.byteLength);
          controller.enqueue(bytes);
        }
      },
      cancel: () => end.abort(),
    },
    { highWaterMark: 0 },
  );
}

async function keepBeating({ feed, end, sleep, beat }: LiveStreamParts): Promise<void> {
  for (let unheard = 0; ; ) {
    await pause(sleep, BEAT_MS, end.signal);
    if (end.signal.aborted) return;
    unheard = feed.isUnheard() ? unheard + 1 : 0;
    if (unheard >= MOST_UNHEARD) feed.drop();
    const text = unheard >= MOST_UNHEARD ? null : await beat().catch(() => null);
    if (text === null) {
      end.abort();
      return;
    }
    feed.say(text + COMMENT);
  }
}
