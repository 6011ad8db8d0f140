import type { ActionResult } from "@/lib/contracts/action-result";
import type { ErrorDto } from "@/lib/contracts/error";
import { paths } from "@/lib/paths";
import { fetchJson, ReadError } from "./fetch-json";

/** What came of an attempt, within its time: `lost` when nobody here knows (no answer, too late, job forgotten). */
export type Settled<T> =
  | { readonly state: "done"; readonly value: T }
  | { readonly state: "failed"; readonly error: ErrorDto }
  | { readonly state: "lost"; readonly why: "late" | "unreachable" };

export type JobParts = {
  readonly readJob: (jobId: string, signal: AbortSignal) => Promise<ActionResult<unknown>>;
  readonly pause: (ms: number) => Promise<void>;
  /** Aborts when the attempt has taken its time. */
  readonly deadline: AbortSignal;
};

const PAUSE_MS = 500;

/** Runs a server action and, when it goes on beyond its 2 s, waits for its job until the deadline. */
export async function runJob<T>(start: () => Promise<ActionResult<T>>, parts: JobParts): Promise<Settled<T>> {
  let answer: Waited<T> = await beforeDeadline(start(), parts.deadline);
  while (typeof answer === "object" && answer.state === "under-way") {
    const { jobId } = answer;
    const next = await beforeDeadline(
      parts.readJob(jobId, parts.deadline) as Promise<ActionResult<T>>,
      parts.deadline,
    );
    if (next === "unreachable") await parts.pause(PAUSE_MS);
    else answer = next;
  }
  if (typeof answer === "object") return answer;
  return { state: "lost", why: answer === "late" ? "late" : "unreachable" };
}

type Waited<T> = ActionResult<T> | "late" | "unreachable" | "forgotten";

async function beforeDeadline<T>(work: Promise<ActionResult<T>>, deadline: AbortSignal): Promise<Waited<T>> {
  if (deadline.aborted) return "late";
  const late = new Promise<"late">((resolve) =>
    deadline.addEventListener("abort", () => resolve("late"), { once: true }),
  );
  const guarded = work.catch((cause: unknown): Waited<T> => {
    if (deadline.aborted) return "late";
    // A refused question about the job says nothing of what the job did.
    return cause instanceof ReadError && cause.status >= 400 && cause.status < 500
      ? "forgotten"
      : "unreachable";
  });
  return Promise.race([guarded, late]);
}

/** The browser's parts: every attempt shows its result within 20 s. */
export function browserJobParts(ms = 19_000): JobParts {
  return {
    readJob: (jobId, signal) => fetchJson(paths.api.job(jobId), signal),
    pause: (wait) => new Promise((resolve) => setTimeout(resolve, wait)),
    deadline: AbortSignal.timeout(ms),
  };
}
