/**
 * Statuses of a build, by the API's words.
 * Source: DescribeImagePipelineExecutions (12 statuses documented today; the list has grown before).
 */
export const RUNNING_STATUSES = [
  "PREPARING",
  "REPAIRING",
  "BUILDING",
  "TESTING",
  "DISTRIBUTING",
  "RELEASING",
  "CANCELLING",
] as const;

export const FINISHED_STATUSES = [
  "SUCCESS",
  "PARTITION_SUCCESS",
  "FAILED",
  "TEST_FAILED",
  "CANCELLED",
] as const;

export type RunningStatus = (typeof RUNNING_STATUSES)[number];
export type FinishedStatus = (typeof FINISHED_STATUSES)[number];
export type KnownStatus = RunningStatus | FinishedStatus;

/** What a status badge is keyed by: the API's word, `never-built`, or `unknown` while nothing was read yet. */
export const NEVER_BUILT = "never-built";
export const NOT_READ_YET = "unknown";

const finished: ReadonlySet<string> = new Set(FINISHED_STATUSES);
const running: ReadonlySet<string> = new Set(RUNNING_STATUSES);
const cancellable: ReadonlySet<string> = new Set(["PREPARING", "REPAIRING", "BUILDING"]);

/** True only for the five words after which ECS accepts a delete. Every other word counts as running. */
export function isFinished(status: string): status is FinishedStatus {
  return finished.has(status);
}

/** True when the word is one of the twelve that the API documents. */
export function isKnownStatus(status: string): status is KnownStatus {
  return finished.has(status) || running.has(status);
}

/** True in the states in which CancelImagePipelineExecution is accepted (rule since December 2024). */
export function isCancellable(status: string): boolean {
  return cancellable.has(status);
}

export type StatusTone = "ok" | "warn" | "bad" | "run" | "off";

/** The colour family of a status; never the only signal, an icon and the word stand beside it. */
export function statusTone(status: string): StatusTone {
  switch (status) {
    case "SUCCESS":
      return "ok";
    case "PARTITION_SUCCESS":
    case "CANCELLING":
      return "warn";
    case "FAILED":
    case "TEST_FAILED":
      return "bad";
    case "CANCELLED":
    case NEVER_BUILT:
    case NOT_READ_YET:
      return "off";
    default:
      return running.has(status) ? "run" : "warn";
  }
}

/** The phases of a build in order; the phase bar draws one segment each. */
export const BUILD_PHASES = ["PREPARING", "BUILDING", "TESTING", "DISTRIBUTING", "RELEASING"] as const;

/** Zero-based phase of a running build, or null when the word says nothing of progress. */
export function buildPhase(status: string): number | null {
  if (status === "REPAIRING") return 0;
  const index = (BUILD_PHASES as readonly string[]).indexOf(status);
  return index === -1 ? null : index;
}
