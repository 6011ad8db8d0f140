import "server-only";
import { randomBytes } from "node:crypto";
import type { ActionResult } from "@/lib/contracts/action-result";

/** What a job settles to; never a rejection. */
export type JobResult = Exclude<ActionResult<unknown>, { state: "under-way" }>;

type Job = { readonly owner: string; readonly result: Promise<JobResult> };

/** Results are kept for the browser's next questions; an attempt's outcome is in the audit log anyway. */
const KEEP_MS = 10 * 60_000;

declare global {
  var imagekeeperJobs: Map<string, Job> | undefined;
  var imagekeeperWork: Set<Promise<unknown>> | undefined;
}

function underWay(): Set<Promise<unknown>> {
  globalThis.imagekeeperWork ??= new Set();
  return globalThis.imagekeeperWork;
}

/** Remembers a verb while it runs, so that a stop of the process can let it end. Answers with the same promise. */
export function track<T>(work: Promise<T>): Promise<T> {
  const all = underWay();
  const done = () => all.delete(work);
  all.add(work);
  work.then(done, done);
  return work;
}

/** Resolves when every verb that runs now has ended, well or not. */
export async function allTracked(): Promise<void> {
  await Promise.allSettled([...underWay()]);
}

function jobs(): Map<string, Job> {
  globalThis.imagekeeperJobs ??= new Map();
  return globalThis.imagekeeperJobs;
}

/** Keeps a verb that goes on after its action has answered; `owner` is the name of the actor who may ask for it. */
export function registerJob(owner: string, result: Promise<JobResult>): string {
  const id = randomBytes(16).toString("hex");
  jobs().set(id, { owner, result });
  void result.finally(() => setTimeout(() => jobs().delete(id), KEEP_MS).unref());
  return id;
}

/**
 * The result of a job, waited for as long as `wait` takes; null when nobody knows it or it is somebody else's.
 * `wait` is given a signal that fires when it need not wait any longer.
 */
export async function waitForJob(
  id: string,
  owner: string,
  wait: (signal: AbortSignal) => Promise<void>,
): Promise<ActionResult<unknown> | null> {
  const job = jobs().get(id);
  if (!job || job.owner !== owner) return null;
  return firstOf(job.result, wait, { state: "under-way", jobId: id });
}

/** The result, or `late` when `wait` is over first. */
export async function firstOf<T, L>(
  result: Promise<T>,
  wait: (signal: AbortSignal) => Promise<void>,
  late: L,
): Promise<T | L> {
  const stop = new AbortController();
  try {
    return await Promise.race([result, wait(stop.signal).then(() => late)]);
  } finally {
    stop.abort();
  }
}
