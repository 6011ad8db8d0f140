import type { LiveChange } from "@/lib/contracts/live";
import type { Overview } from "@/lib/contracts/template";
import { paths } from "@/lib/paths";
import { createSseParser, type SseEvent } from "./sse-parser";
import type { LiveNews, Stream } from "./types";

/** The server sends something at least every 25 s; a line that says nothing for longer is dead. */
const SILENCE_MS = 60_000;

/** One connection to /api/live, read by fetch because an EventSource hides the status of a refusal. */
export const openStream: Stream = async (since, signal, on) => {
  const dead = new AbortController();
  const response = await fetch(paths.api.live(since), {
    headers: { accept: "text/event-stream" },
    cache: "no-store",
    signal: AbortSignal.any([signal, dead.signal]),
  });
  if (response.status === 401) return "signed-out";
  if (!response.ok || response.body === null) return "ended";
  on.opened();
  const parse = createSseParser((event) => {
    const news = readEvent(event);
    if (news !== null) on.news(news);
  });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const timer = setTimeout(() => dead.abort(), SILENCE_MS);
    const { done, value } = await reader.read().finally(() => clearTimeout(timer));
    if (done) return "ended";
    on.alive();
    parse(value);
  }
};

/** What an event says; null for one that this version does not know. */
export function readEvent(event: SseEvent): LiveNews | null {
  if (event.event === "change") return { kind: "change", change: JSON.parse(event.data) as LiveChange };
  if (event.event === "overview") return { kind: "overview", overview: JSON.parse(event.data) as Overview };
  if (event.event !== "resync") return null;
  const seq = Number(event.id ?? "");
  return { kind: "resync", seq: event.id !== null && Number.isSafeInteger(seq) ? seq : null };
}
