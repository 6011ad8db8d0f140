import "server-only";
import type { ErrorDto } from "@/lib/contracts/error";
import { AppError, type AppErrorCode } from "@/lib/domain/app-error";

/** An expected failure on the wire; never its cause. */
export function errorDto(error: AppError): ErrorDto {
  return {
    code: error.code,
    ...(Object.keys(error.params).length > 0 ? { params: error.params } : {}),
    ...(error.ecs ? { ecs: error.ecs } : {}),
  };
}

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
