import "server-only";
import { AppError, type AppErrorCode } from "@/lib/domain/app-error";

const RETRY: ReadonlySet<AppErrorCode> = new Set([
  "ecs-throttled",
  "ecs-unavailable",
  "ecs-unreachable",
  "ecs-timeout",
  "ecs-unreadable",
  "ecs-credentials",
  "budget-exhausted",
  "database-unavailable",
  "not-sent",
]);

/** Whether trying the same again can help. */
export function canRetry(error: AppError): boolean {
  return RETRY.has(error.code);
}

/** An unexpected error is not ours to name: it goes on to the edge, which gives it an error ID. */
export function expected(error: unknown): AppError {
  if (error instanceof AppError) return error;
  throw error;
}
