import "server-only";
import type { TestDatabase } from "@/lib/server/db/testing/databases";
import { appendChanges, type NewChange } from "../append-change";
import type { LiveFeed, LiveTimers } from "../live-hub";
import { withChanges } from "../with-changes";

/** Timers in a test's hands: the look happens when the test says so; a tick is over at once unless it is held. */
export function handTimers() {
  let look = () => {};
  let running = 0;
  let gate: Promise<void> | null = null;
  let release = () => {};
  const timers: LiveTimers = {
    every(_ms, run) {
      look = run;
      running += 1;
      return () => {
        running -= 1;
      };
    },
    after: () => gate ?? Promise.resolve(),
  };
  return {
    timers,
    look: () => look(),
    running: () => running,
    holdTick() {
      gate = new Promise<void>((resolve) => {
        release = resolve;
      });
    },
    endTick() {
      gate = null;
      release();
    },
  };
}

/** A change of that row: it left. */
export const gone = (id: number | string, regionId = "cn-hangzhou"): NewChange => ({
  kind: "template-gone",
  regionId,
  templateId: `ip-${id}`,
});

/** Writes changes in one transaction and announces them, unless the notice is to be lost. */
export async function write(
  { db, testClock, notices }: TestDatabase,
  changes: readonly NewChange[],
  notice: "told" | "lost" = "told",
): Promise<void> {
  const publish = () => (notice === "told" ? void notices.publish() : undefined);
  await withChanges({ db, publish }, (trx) => appendChanges(trx, testClock, changes));
}

/** An event as a client reads it. */
export type Heard = { readonly seq: number; readonly kind: string; readonly data: string };

/** The events in that text. */
export function eventsIn(text: string): Heard[] {
  return text
    .split("\n\n")
    .map(
      (block) =>
        new Map(block.split("\n").map((line) => [line.split(": ", 1)[0], line.replace(/^\w*: /, "")])),
    )
    .filter((fields) => fields.has("id"))
    .map((fields) => ({
      seq: Number(fields.get("id")),
      kind: fields.get("event") ?? "",
      data: fields.get("data") ?? "",
    }));
}

/** The next events, at least that many unless it ends before. */
export async function hear(feed: LiveFeed, count: number): Promise<Heard[]> {
  const heard: Heard[] = [];
  while (heard.length < count) {
    const bytes = await feed.next();
    if (bytes === null) break;
    heard.push(...eventsIn(Buffer.from(bytes).toString()));
  }
  return heard;
}
