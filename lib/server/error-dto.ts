import "server-only";
import { randomBytes } from "node:crypto";
import { type ErrorDto, errorDto } from "@/lib/contracts/error";
import { type AppErrorCode, isAppError } from "@/lib/domain/app-error";
import { logger } from "./log";

/**
 * A failure on the wire: what is expected as it is, never its cause; anything else becomes `internal` with an error ID
 * that is logged once, here, together with what happened.
 */
export function toErrorDto(error: unknown, where: string): ErrorDto {
  if (isAppError(error)) return errorDto(error);
  const errorId = randomBytes(6).toString("hex");
  logger.error({ err: error, errorId, where }, "unexpected error");
  return { code: "internal", errorId };
}

const STATUS: Partial<Record<AppErrorCode, number>> = {
  "invalid-input": 400,
  "name-mismatch": 400,
  "not-signed-in": 401,
  forbidden: 403,
  "origin-refused": 403,
  "not-found": 404,
  blocked: 409,
  protected: 409,
  "delete-in-progress": 409,
  "already-gone": 409,
  "ecs-conflict": 409,
  "last-admin": 409,
  "member-exists": 409,
  "demo-accounts": 409,
  "budget-exhausted": 503,
  "database-unavailable": 503,
  internal: 500,
};

/** The HTTP status that an API answers with; a failure of ECS is a failure behind us. */
export function httpStatusOf(code: AppErrorCode): number {
  return STATUS[code] ?? 502;
}
