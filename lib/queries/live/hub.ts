import type { LiveChange } from "@/lib/contracts/live";
import { type ChangeLog, createChangeLog } from "./change-log";
import type { HubParts, LiveNews, LiveState, TabMessage } from "./types";

export type LiveListener = (news: LiveNews) => void;

export type LiveHub = {
  /** Tells `listener` of every change after `since`; the returned function ends it. */
  readonly subscribe: (since: number, listener: LiveListener) => () => void;
  readonly state: () => LiveState;
  readonly onState: (listener: () => void) => () => void;
  readonly stop: () => void;
};

const BACKOFF_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000];

/**
 * The live changes of this tab. One tab of the browser holds the connection (HTTP/1.1 allows six a host) and passes
 * everything on; the others follow, and one of them takes over when it goes. Each goes on from the last number it saw.
 * A tab that nobody has seen for minutes neither holds a connection nor waits for one; in view again it catches up by
 * one request.
 */
export function createHub(since: number, parts: HubParts): LiveHub {
  const log = createChangeLog(since);
  const listeners = new Set<LiveListener>();
  const stateListeners = new Set<() => void>();
  const stopped = new AbortController();
  let state: LiveState = "connecting";
  let leading = false;

  function setState(next: LiveState) {
    if (next === state) return;
    state = next;
    for (const listener of stateListeners) listener();
  }
  function tell(news: LiveNews) {
    if (news.kind === "change" && !log.add(news.change)) return;
    if (news.kind === "resync") log.restart(news.seq ?? log.last());
    for (const listener of [...listeners]) listener(news);
  }

  const unlisten = parts.channel.listen((message) => {
    if (leading) answerTab(message, log, state, parts);
    else follow(message, { parts, log, setState, tell });
  });
  parts.channel.post({ type: "hello", tab: parts.tab, since });
  void leadWhileSeen(stopped.signal, parts, async (signal) => {
    leading = true;
    parts.channel.post({ type: "lead", state });
    await hold(signal, {
      parts,
      since: log.last,
      setState(next) {
        setState(next);
        parts.channel.post({ type: "state", state: next });
      },
      tell(news) {
        tell(news);
        parts.channel.post({ type: "news", news });
      },
    });
    leading = false;
  });

  return {
    subscribe(from, listener) {
      for (const news of catchUp(log.after(from), log.last())) listener(news);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    state: () => state,
    onState(listener) {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    stop() {
      stopped.abort();
      unlisten();
    },
  };
}

/** Leads whenever it is this tab's turn, but only from a look to long after the last one. */
async function leadWhileSeen(
  stopped: AbortSignal,
  parts: HubParts,
  lead: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  while (!stopped.aborted) {
    const seen = parts.whileSeen();
    const signal = AbortSignal.any([stopped, seen.signal]);
    await new Promise<void>((resolve) => {
      let isLeading = false;
      parts.whenLeader(async () => {
        isLeading = true;
        await lead(signal);
        resolve();
      }, signal);
      // One that still waits for its turn leaves the line.
      signal.addEventListener("abort", () => isLeading || resolve(), { once: true });
    });
    seen.stop();
    if (!stopped.aborted) await parts.untilSeen(stopped);
  }
}

type Side = {
  readonly parts: HubParts;
  readonly setState: (state: LiveState) => void;
  readonly tell: (news: LiveNews) => void;
};

function follow(message: TabMessage, side: Side & { readonly log: ChangeLog }): void {
  const { parts, log, setState, tell } = side;
  switch (message.type) {
    case "lead":
      setState(message.state);
      parts.channel.post({ type: "hello", tab: parts.tab, since: log.last() });
      break;
    case "state":
      setState(message.state);
      break;
    case "news":
      tell(message.news);
      break;
    case "catch-up":
      if (message.tab !== parts.tab) break;
      setState(message.state);
      for (const news of catchUp(message.changes, message.last)) tell(news);
      break;
    case "hello":
      break;
  }
}

function answerTab(message: TabMessage, log: ChangeLog, state: LiveState, parts: HubParts): void {
  if (message.type !== "hello") return;
  const changes = message.since > log.last() ? [] : log.after(message.since);
  parts.channel.post({ type: "catch-up", tab: message.tab, changes, last: log.last(), state });
}

function catchUp(changes: readonly LiveChange[] | null, last: number): LiveNews[] {
  if (changes === null) return [{ kind: "resync", seq: last }];
  return changes.map((change) => ({ kind: "change", change }));
}

/** Keeps a connection open for as long as this tab leads: again after each end, sooner after a good one. */
async function hold(signal: AbortSignal, side: Side & { readonly since: () => number }): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    const end = await side.parts
      .stream(side.since(), signal, {
        opened: () => side.setState("live"),
        alive() {
          failures = 0;
        },
        news: side.tell,
      })
      .catch(() => "ended" as const);
    if (signal.aborted) return;
    side.setState(end === "signed-out" ? "signed-out" : "reconnecting");
    const wait = BACKOFF_MS[Math.min(failures, BACKOFF_MS.length - 1)] ?? 15_000;
    failures += 1;
    const after = end === "signed-out" ? 15_000 : wait * (0.5 + side.parts.random() / 2);
    await side.parts.pause(after, signal);
  }
}
