import "server-only";
import { SYSTEM } from "@/lib/domain/actor";
import { noteWatched, unwatchedMs } from "../inventory/watching";
import { countStreams } from "../live-streams";
import { logger } from "../log";
import type { Runtime } from "../runtime";
import type { Stoppable } from "./stop";

const LOOK_EVERY_MS = 20_000;
const NAME = "watched-at";

/** Open live connections are somebody who looks; replicas tell each other when it was last so. */
export function startWatching(runtime: Runtime): Stoppable {
  const { database } = runtime;
  const { sleep } = runtime.contextFor(SYSTEM);
  const over = new AbortController();
  const run = async () => {
    while (!over.signal.aborted) {
      if (countStreams() > 0) noteWatched();
      if (database.kind === "postgres")
        await exchange(runtime).catch((err: unknown) => logger.warn({ err }, "who looks could not be told"));
      await sleep(LOOK_EVERY_MS, over.signal);
    }
  };
  const done = run();
  return {
    stop: async () => {
      over.abort();
      await done;
    },
  };
}

async function exchange({ database: { db, clock } }: Runtime): Promise<void> {
  const now = Date.parse(await clock.now(db));
  const known = await db.selectFrom("setting").select("value").where("name", "=", NAME).executeTakeFirst();
  const theirs = known === undefined ? Number.NEGATIVE_INFINITY : Date.parse(known.value);
  const ours = now - unwatchedMs();
  if (theirs > ours) noteWatched(Math.max(0, now - theirs));
  // As often as it is looked at, and only while somebody looks.
  else if (ours - theirs >= LOOK_EVERY_MS / 2) {
    const value = new Date(ours).toISOString();
    await db
      .insertInto("setting")
      .values({ name: NAME, value })
      .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }))
      .execute();
  }
}
