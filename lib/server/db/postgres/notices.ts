import "server-only";
import { Client } from "pg";
import type { Timers } from "../deadline";
import type { Notices } from "../notices";
import { clientConfig } from "./pool";

const CHANNEL = "imagekeeper_change";
const LONGEST_PAUSE_MS = 5_000;
const PROBE_MS = 15_000;

/**
 * Notices between replicas by LISTEN/NOTIFY. A connection of its own listens and is opened again when it breaks;
 * after that every listener is called once, because a notice may have been missed.
 * @param notify sends the notice; it goes through the pool
 */
export function listenForNotices(
  url: string,
  notify: () => Promise<unknown>,
  patience: { readonly deadlineMs: number; readonly timers: Timers },
): Notices & { close(): Promise<void> } {
  const listeners = new Set<() => void>();
  let client: Client | null = null;
  let timer: unknown = null;
  let failures = 0;
  let closed = false;

  const tell = () => {
    for (const listener of [...listeners]) listener();
  };
  const later = (run: () => void, ms: number) => {
    patience.timers.clear(timer);
    timer = patience.timers.set(run, ms);
    (timer as Partial<NodeJS.Timeout>).unref?.();
  };
  const lose = (lost: Client) => {
    if (client !== lost) return;
    client = null;
    void lost.end().catch(() => undefined);
    if (!closed) later(connect, Math.min(100 * 2 ** failures++, LONGEST_PAUSE_MS));
  };
  // A connection whose other end vanished stays silent for ever; asking is the only way to know.
  const probe = (asked: Client) => {
    asked.query("select 1").then(
      () => client === asked && later(() => probe(asked), PROBE_MS),
      () => lose(asked),
    );
  };
  const connect = () => {
    const fresh = new Client({
      ...clientConfig(url, patience.deadlineMs),
      query_timeout: patience.deadlineMs,
    });
    client = fresh;
    fresh.on("error", () => lose(fresh));
    fresh.on("end", () => lose(fresh));
    fresh.on("notification", tell);
    fresh
      .connect()
      .then(() => fresh.query(`listen ${CHANNEL}`))
      .then(
        () => {
          failures = 0;
          tell();
          later(() => probe(fresh), PROBE_MS);
        },
        () => lose(fresh),
      );
  };

  return {
    async publish() {
      await notify();
    },
    subscribe(listener) {
      listeners.add(listener);
      if (client === null && timer === null && !closed) connect();
      return () => listeners.delete(listener);
    },
    async close() {
      closed = true;
      patience.timers.clear(timer);
      const last = client;
      client = null;
      await last?.end().catch(() => undefined);
    },
  };
}

/** The statement that tells every listener of every replica. */
export const NOTIFY_SQL = `notify ${CHANNEL}`;
