import "server-only";
import { createQueueRun, type QueueDeps } from "../templates/run-queue";

export type QueueRunner = { readonly halt: () => void; readonly stop: () => Promise<void> };

export type QueueRunnerDeps = QueueDeps & {
  /** True while this replica collects; load, not safety, rests on it. */
  readonly leads: () => Promise<boolean>;
};

const EVERY_MS = 1_000;

/** Looks at queued deletes at once and then every second, on whoever leads. It never ends by an error. */
export function startQueueRunner({ leads, ...deps }: QueueRunnerDeps): QueueRunner {
  const stopping = new AbortController();
  const run = createQueueRun(deps);
  const loop = async () => {
    while (!stopping.signal.aborted) {
      try {
        if (await leads()) await run.pass();
      } catch (error) {
        deps.onError(error);
      }
      await deps.ctx.sleep(EVERY_MS, stopping.signal).catch(() => undefined);
    }
  };
  const done = loop();
  return {
    halt: () => stopping.abort(),
    stop: async () => {
      stopping.abort();
      await done;
      await run.idle();
    },
  };
}
