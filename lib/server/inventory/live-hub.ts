import "server-only";
import type { Db } from "@/lib/server/context";
import { batchOf, coalesce, frameOf } from "./live-batch";
import { RecentFrames } from "./live-recent";
import { LiveSubscriber } from "./live-subscriber";
import { CHANGES_AT_ONCE, canGoOnFrom, newestChange, readChanges } from "./read-changes";

/** The parts of the database handle that live events need. */
export type LiveHandle = {
  readonly db: Db;
  readonly notices: { subscribe(listener: () => void): () => void };
};

export type LiveTimers = {
  /** Calls `run` again and again; the result ends it. */
  readonly every: (ms: number, run: () => void) => () => void;
  readonly after: (ms: number) => Promise<void>;
};

/** What one client is to be sent. */
export type LiveFeed = {
  /** The next bytes, as soon as there are some; null when it is over. */
  readonly next: () => Promise<Uint8Array | null>;
  /** Sends an event without a number; one that still waits gives way to it. */
  readonly say: (text: string) => void;
  /** Whether what was said last is not yet taken. */
  readonly isUnheard: () => boolean;
  /** Ends it as too slow. */
  readonly drop: () => void;
};

/** However notices fail, changes are looked for this often while somebody listens. */
const LOOK_EVERY_MS = 2_000;
/** After a change, what comes within this goes out together. */
const TICK_MS = 100;
/** Further behind, reading the page again is less work for both sides. */
const FAR_BEHIND = 5_000;
/** What a new hub takes along, so that clients of a process that began again find it here. */
const TAKEN_ALONG = 1_000;

const processTimers: LiveTimers = {
  every(ms, run) {
    const timer = setInterval(run, ms);
    timer.unref();
    return () => clearInterval(timer);
  },
  after: (ms) =>
    new Promise((resolve) => {
      setTimeout(resolve, ms).unref();
    }),
};

const hubs = new WeakMap<object, LiveHub>();

/**
 * The changes after number `since`, in order and without a gap, until `signal` fires: of several changes of one row that
 * wait at the same time the newest. A `resync` comes first when some are no longer kept, when they are too many, or when
 * `since` is not of this database. Who does not read is ended (`onDrop`). `next` throws `database-unavailable` while catching up.
 */
export function openLive(
  handle: LiveHandle,
  since: number,
  signal: AbortSignal,
  onDrop: () => void = () => {},
  timers: LiveTimers = processTimers,
): LiveFeed {
  let hub = hubs.get(handle.notices);
  if (hub === undefined) {
    hub = new LiveHub(handle, timers);
    hubs.set(handle.notices, hub);
  }
  return hub.open(since, signal, onDrop);
}

/** Reads each change once for all clients of this process. */
class LiveHub {
  readonly #handle: LiveHandle;
  readonly #timers: LiveTimers;
  readonly #subscribers = new Set<LiveSubscriber>();
  readonly #recent = new RecentFrames();
  #tail = 0;
  #started: Promise<() => void> | null = null;
  #looking: Promise<void> | null = null;
  #lookAgain = false;

  constructor(handle: LiveHandle, timers: LiveTimers) {
    this.#handle = handle;
    this.#timers = timers;
  }

  open(since: number, signal: AbortSignal, onDrop: () => void): LiveFeed {
    const subscriber = new LiveSubscriber(() => {
      leave();
      onDrop();
    });
    const leave = () => {
      signal.removeEventListener("abort", leave);
      subscriber.end();
      if (this.#subscribers.delete(subscriber) && this.#subscribers.size === 0) this.#end();
    };
    this.#subscribers.add(subscriber);
    signal.addEventListener("abort", leave);
    if (signal.aborted) leave();
    const before = this.#catchUp(subscriber, since);
    let isCaughtUp = false;
    const next = async () => {
      if (!isCaughtUp && !signal.aborted) {
        const part = await before.next();
        if (part.done !== true) return part.value;
        isCaughtUp = true;
      }
      return await subscriber.take();
    };
    return {
      next: () =>
        next().catch((error: unknown) => {
          leave();
          throw error;
        }),
      say: (text) => subscriber.say(Buffer.from(text)),
      isUnheard: () => subscriber.isUnheard,
      drop: () => subscriber.drop(),
    };
  }

  /** What the client has missed; what comes meanwhile waits at the subscriber. */
  async *#catchUp(subscriber: LiveSubscriber, since: number): AsyncGenerator<Uint8Array> {
    // All wait for the same start: who joins while it is under way must not look at the database before it did.
    this.#started ??= this.#start();
    await this.#started;
    // A page may have been rendered a moment after our last look.
    if (since > this.#tail) await this.#look();
    const known = since > this.#tail ? null : this.#recent.after(since);
    if (known !== null) {
      const batch = batchOf(coalesce(known));
      subscriber.skipTo(Math.max(since, batch?.last ?? 0));
      if (batch !== null) yield batch.bytes;
      return;
    }
    const { db } = this.#handle;
    const newest = await newestChange(db);
    if (newest - since > FAR_BEHIND || !(await canGoOnFrom(db, since, newest))) {
      subscriber.skipTo(newest);
      yield resync(newest);
      return;
    }
    subscriber.skipTo(since);
    for (let seq = since; seq < newest; ) {
      const batch = batchOf(coalesce((await readChanges(db, seq)).map(frameOf)));
      if (batch === null) return;
      seq = batch.last;
      subscriber.skipTo(seq);
      yield batch.bytes;
    }
  }

  async #start(): Promise<() => void> {
    const look = () => void this.#look();
    const offNotices = this.#handle.notices.subscribe(look);
    const offTimer = this.#timers.every(LOOK_EVERY_MS, look);
    const end = () => {
      offNotices();
      offTimer();
    };
    try {
      await this.#takeAlong();
      return end;
    } catch (error) {
      end();
      this.#started = null;
      throw error;
    }
  }

  async #takeAlong(): Promise<void> {
    const { db } = this.#handle;
    const newest = await newestChange(db);
    const frames = [];
    for (let seq = Math.max(0, newest - TAKEN_ALONG); seq < newest; ) {
      const part = await readChanges(db, seq);
      if (part.length === 0) break;
      frames.push(...part.map(frameOf));
      seq = part.at(-1)?.seq ?? newest;
    }
    this.#recent.restart((frames[0]?.seq ?? newest + 1) - 1);
    this.#recent.add(frames);
    this.#tail = frames.at(-1)?.seq ?? newest;
  }

  #end(): void {
    const started = this.#started;
    this.#started = null;
    void started?.then((end) => end()).catch(() => undefined);
  }

  /** Looks for new changes; the promise ends when everything that was there at the call has been passed on. */
  #look(): Promise<void> {
    this.#lookAgain = true;
    this.#looking ??= this.#lookOn().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  async #lookOn(): Promise<void> {
    try {
      while (this.#lookAgain && this.#subscribers.size > 0) {
        this.#lookAgain = false;
        // From the number that the start found, never from an earlier one.
        await this.#started;
        const part = await readChanges(this.#handle.db, this.#tail);
        const fresh = part.filter((change) => change.seq > this.#tail);
        if (fresh.length === 0) continue;
        this.#passOn(fresh.map(frameOf));
        if (part.length === CHANGES_AT_ONCE) this.#lookAgain = true;
        else await this.#timers.after(TICK_MS);
      }
    } catch {
      // The next notice or look goes on from the same number.
    }
  }

  #passOn(frames: ReturnType<typeof frameOf>[]): void {
    const first = frames[0]?.seq ?? 0;
    // While the database did not answer, more was written than it keeps: who listens is sent to read again.
    if (first > this.#tail + 1) {
      this.#recent.restart(first - 1);
      for (const subscriber of this.#subscribers) subscriber.drop();
    }
    this.#recent.add(frames);
    this.#tail = frames.at(-1)?.seq ?? this.#tail;
    const batch = batchOf(coalesce(frames));
    if (batch !== null) for (const subscriber of this.#subscribers) subscriber.push(batch);
  }
}

function resync(seq: number): Uint8Array {
  return Buffer.from(`id: ${seq}\nevent: resync\ndata: ${JSON.stringify({ seq })}\n\n`);
}
