import { openStream } from "./stream";
import type { HubParts, TabMessage } from "./types";

const NAME = "imagekeeper-live";
/** Somebody who is back sooner finds everything as it is. */
const HIDDEN_MS = 5 * 60_000;

/** The real browser: a Web Lock decides which tab holds the connection, a BroadcastChannel passes changes on. */
export function browserParts(): HubParts {
  const alone = typeof navigator.locks === "undefined" || typeof BroadcastChannel === "undefined";
  const channel = alone ? null : new BroadcastChannel(NAME);
  return {
    tab: Array.from(crypto.getRandomValues(new Uint32Array(2))).join("-"),
    stream: openStream,
    // Without locks (plain http beyond localhost) every tab holds its own connection.
    whenLeader(lead, signal) {
      const request = alone ? lead() : navigator.locks.request(NAME, { signal }, lead);
      void Promise.resolve(request).catch(() => undefined);
    },
    channel: {
      post: (message) => channel?.postMessage(message),
      listen(listener) {
        if (channel === null) return () => undefined;
        const onMessage = (event: MessageEvent<TabMessage>) => listener(event.data);
        channel.addEventListener("message", onMessage);
        return () => channel.close();
      },
    },
    whileSeen() {
      const hidden = new AbortController();
      let timer: ReturnType<typeof setTimeout> | undefined;
      const onChange = () => {
        clearTimeout(timer);
        if (document.hidden) timer = setTimeout(() => hidden.abort(), HIDDEN_MS);
      };
      document.addEventListener("visibilitychange", onChange);
      onChange();
      return {
        signal: hidden.signal,
        stop() {
          clearTimeout(timer);
          document.removeEventListener("visibilitychange", onChange);
        },
      };
    },
    untilSeen: (signal) =>
      new Promise((resolve) => {
        const look = () => {
          if (document.hidden && !signal.aborted) return;
          document.removeEventListener("visibilitychange", look);
          signal.removeEventListener("abort", look);
          resolve();
        };
        document.addEventListener("visibilitychange", look);
        signal.addEventListener("abort", look);
        look();
      }),
    pause: (ms, signal) =>
      new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer);
          for (const name of ["online", "pageshow"]) removeEventListener(name, done);
          document.removeEventListener("visibilitychange", done);
          signal.removeEventListener("abort", done);
          resolve();
        };
        const timer = setTimeout(done, ms);
        for (const name of ["online", "pageshow"]) addEventListener(name, done);
        document.addEventListener("visibilitychange", done);
        signal.addEventListener("abort", done);
      }),
    random: Math.random,
  };
}
