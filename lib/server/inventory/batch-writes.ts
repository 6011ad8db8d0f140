import "server-only";
import type { Trx } from "@/lib/server/context";
import type { Write } from "./fenced-write";

const MOST = 32;

type Job = {
  readonly work: (trx: Trx) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Puts writes that wait for the same database into one transaction, so that a burst of reads costs few commits.
 * Work must bear being run again: when one of a batch fails, each is tried alone and fails for itself.
 */
export function batchWrites(write: Write): Write {
  const waiting: Job[] = [];
  let draining = false;

  const drain = async () => {
    draining = true;
    for (let jobs = waiting.splice(0, MOST); jobs.length > 0; jobs = waiting.splice(0, MOST)) {
      await writeTogether(write, jobs);
    }
    draining = false;
  };
  return <T>(work: (trx: Trx) => Promise<T>) =>
    new Promise<T>((resolve, reject) => {
      waiting.push({ work, resolve: (value) => resolve(value as T), reject });
      if (!draining) void drain();
    });
}

async function writeTogether(write: Write, jobs: readonly Job[]): Promise<void> {
  try {
    const values = await write(async (trx) => {
      const done: unknown[] = [];
      for (const job of jobs) done.push(await job.work(trx));
      return done;
    });
    for (const [index, job] of jobs.entries()) job.resolve(values[index]);
  } catch (error) {
    const [only, ...others] = jobs;
    if (only !== undefined && others.length === 0) only.reject(error);
    else for (const job of jobs) await write(job.work).then(job.resolve, job.reject);
  }
}
