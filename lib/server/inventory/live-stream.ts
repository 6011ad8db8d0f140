import "server-only";
import type { LiveEvent } from "./live-subscriber";
import { pause, type Sleep } from "./pause";

export type LiveStreamParts = {
  readonly events: AsyncGenerator<LiveEvent>;
  /** Ends everything: the client left, the process stops. */
  readonly end: AbortController;
  readonly sleep: Sleep;
  /** Asked at every heartbeat: text to send, or null when this client is to hear no more. */
  readonly beat: () => Promise<string | null>;
};

/** A proxy that hears nothing for half a minute may cut the line. */
const BEAT_MS = 15_000;
const COMMENT = ": alive\n\n";

/**
 * Changes as server-sent events (`id`, `event: change` or `resync`, `data`), with a heartbeat. It reads no faster than
 * the client does: what waits, waits in the bounded buffer behind `events`.
 */
export function liveStream({ events, end, sleep, beat }: LiveStreamParts): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const beats = heartbeats(sleep, end.signal, beat);
  // A generator that nobody asks any more keeps its place in the hub until it is told.
  end.signal.addEventListener("abort", () => void events.return(undefined), { once: true });
  let nextEvent: Promise<string | null> | null = null;
  let nextBeat: Promise<string | null> | null = null;

  return new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(`retry: 2000\n${COMMENT}`)),
    async pull(controller) {
      nextEvent ??= textOf(events.next());
      nextBeat ??= beats();
      const isEvent = nextEvent.then(() => true);
      const isBeat = nextBeat.then(() => false);
      const fromEvents = await Promise.race([isEvent, isBeat]);
      const text = await (fromEvents ? nextEvent : nextBeat);
      if (fromEvents) nextEvent = null;
      else nextBeat = null;
      if (text === null) {
        end.abort();
        controller.close();
      } else controller.enqueue(encoder.encode(text));
    },
    cancel: () => end.abort(),
  });
}

/** A database that fails ends the line; the client comes again and is told why. */
async function textOf(next: Promise<IteratorResult<LiveEvent>>): Promise<string | null> {
  const result = await next.catch(() => null);
  if (result === null || result.done === true) return null;
  const event = result.value;
  const data = event.kind === "change" ? event.text : JSON.stringify({ seq: event.seq });
  return `id: ${event.seq}\nevent: ${event.kind}\ndata: ${data}\n\n`;
}

function heartbeats(sleep: Sleep, signal: AbortSignal, beat: () => Promise<string | null>) {
  return async (): Promise<string | null> => {
    await pause(sleep, BEAT_MS, signal);
    if (signal.aborted) return null;
    const text = await beat().catch(() => null);
    return text === null ? null : text + COMMENT;
  };
}
