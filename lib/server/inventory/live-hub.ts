import "server-only";
import type { Db } from "@/lib/server/context";
import { type LiveEvent, LiveSubscriber } from "./live-subscriber";
import { canGoOnFrom, newestChange, readChanges } from "./read-changes";

/** The parts of the database handle that live events need. */
export type LiveHandle = {
  readonly db: Db;
  readonly notices: { subscribe(listener: () => void): () => void };
};

/** Calls `run` again and again; the result ends it. */
export type Every = (ms: number, run: () => void) => () => void;

/** However notices fail, changes are looked for this often while somebody listens. */
const LOOK_EVERY_MS = 2_000;

const processEvery: Every = (ms, run) => {
  const timer = setInterval(run, ms);
  timer.unref();
  return () => clearInterval(timer);
};

const hubs = new WeakMap<object, LiveHub>();

/**
 * The changes after number `since`, in order and without a gap, until the loop over them ends or `signal` fires.
 * A `resync` comes first when some of them are no longer kept or `since` is not of this database; it comes last when the
 * client is so slow that its buffer is full. Throws `database-unavailable` while catching up.
 */
export function openLive(
  handle: LiveHandle,
  since: number,
  signal: AbortSignal,
  every: Every = processEvery,
): AsyncGenerator<LiveEvent> {
  let hub = hubs.get(handle.notices);
  if (hub === undefined) {
    hub = new LiveHub(handle, every);
    hubs.set(handle.notices, hub);
  }
  return hub.open(since, signal);
}

/** Reads each change once for all clients of this process. */
class LiveHub {
  readonly #handle: LiveHandle;
  readonly #every: Every;
  readonly #subscribers = new Set<LiveSubscriber>();
  #tail = 0;
  #started: Promise<() => void> | null = null;
  #looking = false;
  #lookAgain = false;

  constructor(handle: LiveHandle, every: Every) {
    this.#handle = handle;
    this.#every = every;
  }

  async *open(since: number, signal: AbortSignal): AsyncGenerator<LiveEvent> {
    const subscriber = new LiveSubscriber(signal);
    this.#subscribers.add(subscriber);
    try {
      // All wait for the same start: who joins while it is under way must not look at the database before it did.
      this.#started ??= this.#start();
      await this.#started;
      yield* this.#catchUp(subscriber, since);
      yield* subscriber.events();
    } finally {
      this.#subscribers.delete(subscriber);
      if (this.#subscribers.size === 0) this.#end();
    }
  }

  /** From the database up to now; what comes meanwhile waits in the subscriber's buffer. */
  async *#catchUp(subscriber: LiveSubscriber, since: number): AsyncGenerator<LiveEvent> {
    const { db } = this.#handle;
    const newest = await newestChange(db);
    if (!(await canGoOnFrom(db, since, newest))) {
      subscriber.skipTo(newest);
      yield { kind: "resync", seq: newest };
      return;
    }
    subscriber.skipTo(since);
    for (let seq = since; seq < newest; ) {
      const part = await readChanges(db, seq);
      if (part.length === 0) return;
      for (const change of part) {
        subscriber.skipTo(change.seq);
        yield { kind: "change", ...change };
        seq = change.seq;
      }
    }
  }

  async #start(): Promise<() => void> {
    const look = () => void this.#look();
    const offNotices = this.#handle.notices.subscribe(look);
    const offTimer = this.#every(LOOK_EVERY_MS, look);
    const end = () => {
      offNotices();
      offTimer();
    };
    try {
      this.#tail = await newestChange(this.#handle.db);
      return end;
    } catch (error) {
      end();
      this.#started = null;
      throw error;
    }
  }

  #end(): void {
    const started = this.#started;
    this.#started = null;
    void started?.then((end) => end()).catch(() => undefined);
  }

  async #look(): Promise<void> {
    this.#lookAgain = true;
    if (this.#looking) return;
    this.#looking = true;
    try {
      while (this.#lookAgain && this.#subscribers.size > 0) {
        this.#lookAgain = false;
        const part = await readChanges(this.#handle.db, this.#tail);
        for (const change of part) {
          this.#tail = change.seq;
          for (const subscriber of this.#subscribers) subscriber.push(change);
        }
        if (part.length > 0) this.#lookAgain = true;
      }
    } catch {
      // The next notice or look goes on from the same number.
    } finally {
      this.#looking = false;
    }
  }
}
