import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import { allTracked } from "../jobs";
import { closeAllStreams } from "../live-streams";
import { logger } from "../log";
import type { Runtime } from "../runtime";

export type Stoppable = {
  /** Begins nothing new from now on; called before the verbs under way are waited for. */
  readonly halt?: () => void;
  readonly stop: () => Promise<void>;
};

/** Verbs under way may end by themselves that long; what is cut after it the delete protocol settles at the next start. */
const VERBS_MS = 4_000;
const WORK_MS = 2_500;
const CLOSE_MS = 1_000;

const EXIT = { SIGINT: 130, SIGTERM: 143, disconnect: 0 } as const;

/**
 * Ends the process in order on SIGTERM, SIGINT, or when the starter that it has a channel to is gone: live streams,
 * verbs, background work, database. It never takes longer than 8 s, whatever hangs.
 */
export function stopOnSignals(runtime: Runtime, work: readonly Stoppable[]): void {
  let stopping = false;
  const stop = async (why: keyof typeof EXIT) => {
    if (stopping) return;
    stopping = true;
    logger.info({ why }, "stopping");
    closeAllStreams();
    for (const part of work) part.halt?.();
    await atMost(VERBS_MS, allTracked());
    await atMost(WORK_MS, Promise.allSettled(work.map((part) => part.stop())));
    await atMost(CLOSE_MS, runtime.database.close());
    process.exit(EXIT[why]);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    // The framework's own handler would end the process before the database is closed.
    if (!runtime.env.isDevelopment) process.removeAllListeners(signal);
    process.on(signal, () => void stop(signal));
  }
  if (process.connected) process.on("disconnect", () => void stop("disconnect"));
}

async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  const late = new AbortController();
  await Promise.race([
    work.catch((err: unknown) => logger.warn({ err }, "not stopped cleanly")),
    pause(ms, undefined, { signal: late.signal }).catch(() => undefined),
  ]);
  late.abort();
}
