import { describe, expect, it } from "vitest";
import type { LiveChange } from "@/lib/contracts/live";
import { createHub } from "./hub";
import type { HubParts, LiveNews, Stream, TabMessage } from "./types";

const change = (seq: number): LiveChange => ({
  seq,
  kind: "template-gone",
  regionId: "cn-hangzhou",
  templateId: `ip-${seq}`,
});
const seqs = (heard: LiveNews[]) =>
  heard.map((news) => (news.kind === "change" ? news.change.seq : news.kind));

/** A browser with any number of tabs: one lock, one channel, and the streams that tabs opened. */
function browser() {
  const listeners = new Set<{ tab: string; listen: (message: TabMessage) => void }>();
  const waiting: { lead: () => Promise<void>; signal: AbortSignal }[] = [];
  const streams: {
    since: number;
    tab: string;
    over: AbortSignal;
    on: Parameters<Stream>[2];
    end: (how: "ended" | "signed-out") => void;
  }[] = [];
  const away = new Map<string, { hide: () => void; show: () => void }>();
  let held = false;
  const next = () => {
    const turn = waiting.shift();
    if (turn === undefined || held) return;
    if (turn.signal.aborted) return next();
    held = true;
    void turn.lead().then(() => {
      held = false;
      next();
    });
  };
  const parts = (tab: string): HubParts => ({
    tab,
    stream: (since, signal, on) =>
      new Promise((resolve) => {
        signal.addEventListener("abort", () => resolve("ended"));
        streams.push({ since, tab, over: signal, on, end: resolve });
        on.opened();
      }),
    whenLeader(lead, signal) {
      waiting.push({ lead, signal });
      if (!held) next();
    },
    channel: {
      post(message) {
        for (const each of [...listeners]) if (each.tab !== tab) each.listen(message);
      },
      listen(listen) {
        const own = { tab, listen };
        listeners.add(own);
        return () => listeners.delete(own);
      },
    },
    whileSeen() {
      const hidden = new AbortController();
      away.set(tab, { hide: () => hidden.abort(), show: () => undefined });
      return { signal: hidden.signal, stop: () => undefined };
    },
    untilSeen: (signal) =>
      new Promise((resolve) => {
        signal.addEventListener("abort", () => resolve());
        away.set(tab, { hide: () => undefined, show: resolve });
      }),
    pause: async () => undefined,
    random: () => 0,
  });
  /** That tab has been out of sight for long; it is seen again. */
  const hide = (tab: string) => away.get(tab)?.hide();
  const show = (tab: string) => away.get(tab)?.show();
  const isOpen = () => streams.filter(({ over }) => !over.aborted).map(({ tab }) => tab);
  return { parts, streams, hide, show, isOpen };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

function open(world: ReturnType<typeof browser>, tab: string, since: number) {
  const hub = createHub(since, world.parts(tab));
  const heard: LiveNews[] = [];
  hub.subscribe(since, (news) => heard.push(news));
  return { hub, heard };
}

describe("the live hub", () => {
  it("opens one connection for all tabs and passes changes on", () => {
    const world = browser();
    const first = open(world, "1", 10);
    const second = open(world, "2", 10);
    world.streams[0]?.on.news({ kind: "change", change: change(11) });
    expect(world.streams.map(({ tab, since }) => [tab, since])).toEqual([["1", 10]]);
    expect(seqs(first.heard)).toEqual([11]);
    expect(seqs(second.heard)).toEqual([11]);
    expect(second.hub.state()).toBe("live");
  });

  it("gives a tab that was rendered earlier what the connection told before it joined", () => {
    const world = browser();
    open(world, "1", 10);
    for (const seq of [11, 12, 13]) world.streams[0]?.on.news({ kind: "change", change: change(seq) });
    expect(seqs(open(world, "2", 11).heard)).toEqual([12, 13]);
  });

  it("tells a tab to read again when it is further behind than anyone remembers", () => {
    const world = browser();
    open(world, "1", 10);
    const old = createHub(5, world.parts("2"));
    const heard: LiveNews[] = [];
    old.subscribe(5, (news) => heard.push(news));
    expect(seqs(heard)).toEqual(["resync"]);
  });

  it("goes on in another tab from the last number when the first one leaves", async () => {
    const world = browser();
    const first = open(world, "1", 10);
    const second = open(world, "2", 10);
    world.streams[0]?.on.news({ kind: "change", change: change(14) });
    first.hub.stop();
    await settled();
    expect(world.streams.at(-1)).toMatchObject({ tab: "2", since: 14 });
    world.streams.at(-1)?.on.news({ kind: "change", change: change(15) });
    expect(seqs(second.heard)).toEqual([14, 15]);
    expect(seqs(first.heard)).toEqual([14]);
  });

  it("connects again from the last number after the line broke, and hears no change twice", async () => {
    const world = browser();
    const { hub, heard } = open(world, "1", 10);
    world.streams[0]?.on.news({ kind: "change", change: change(11) });
    world.streams[0]?.end("ended");
    await settled();
    expect(world.streams[1]?.since).toBe(11);
    expect(hub.state()).toBe("live");
    world.streams[1]?.on.news({ kind: "change", change: change(11) });
    world.streams[1]?.on.news({ kind: "change", change: change(12) });
    expect(seqs(heard)).toEqual([11, 12]);
  });

  it("says signed out when the session is refused", async () => {
    const world = browser();
    const states: string[] = [];
    const { hub } = open(world, "1", 10);
    hub.onState(() => states.push(hub.state()));
    world.streams[0]?.end("signed-out");
    await settled();
    expect(states[0]).toBe("signed-out");
    hub.stop();
  });

  it("goes on from the new number after a resync, also a lower one", async () => {
    const world = browser();
    const { heard } = open(world, "1", 500);
    world.streams[0]?.on.news({ kind: "resync", seq: 3 });
    world.streams[0]?.on.news({ kind: "change", change: change(4) });
    expect(seqs(heard)).toEqual(["resync", 4]);
  });

  it("holds no connection while all tabs are out of sight, and catches up by one request from the last number", async () => {
    const world = browser();
    const { heard } = open(world, "1", 10);
    world.streams[0]?.on.news({ kind: "change", change: change(11) });
    world.hide("1");
    await settled();
    expect(world.isOpen()).toEqual([]);
    await settled();
    expect(world.streams).toHaveLength(1);
    world.show("1");
    await settled();
    expect(world.streams.map(({ since }) => since)).toEqual([10, 11]);
    for (const seq of [12, 13]) world.streams[1]?.on.news({ kind: "change", change: change(seq) });
    expect(seqs(heard)).toEqual([11, 12, 13]);
  });

  it("leaves the connection to a tab in view; one out of sight goes on hearing, and never holds it", async () => {
    const world = browser();
    const first = open(world, "1", 10);
    const second = open(world, "2", 10);
    open(world, "3", 10);
    world.hide("3");
    world.hide("1");
    await settled();
    expect(world.isOpen()).toEqual(["2"]);
    world.streams.at(-1)?.on.news({ kind: "change", change: change(11) });
    expect([seqs(first.heard), seqs(second.heard)]).toEqual([[11], [11]]);
    world.hide("2");
    await settled();
    expect(world.isOpen()).toEqual([]);
    world.show("3");
    await settled();
    expect(world.isOpen()).toEqual(["3"]);
    expect(world.streams.at(-1)?.since).toBe(11);
  });
});
