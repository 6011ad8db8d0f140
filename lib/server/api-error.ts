import "server-only";
import type { AppErrorCode } from "@/lib/domain/app-error";
import { httpStatusOf, toErrorDto } from "./error-dto";

const MESSAGES: Partial<Record<AppErrorCode, string>> = {
  "invalid-input": "A parameter is malformed.",
  "not-signed-in": "Sign in first.",
  forbidden: "This role may not do that.",
  "not-found": "There is no such thing.",
  "database-unavailable": "The console's database does not answer.",
  internal: "Something went wrong on our side.",
};

/** A failure as an API answers it: `{ error: { code, message, … } }` and the status of its code. */
export function apiError(error: unknown, where: string): Response {
  const dto = toErrorDto(error, where);
  const parameter = dto.params?.parameter;
  const text = MESSAGES[dto.code] ?? dto.code;
  const message = parameter ? `${text} (${parameter})` : text;
  return Response.json(
    { error: { ...dto, message } },
    { status: httpStatusOf(dto.code), headers: { "cache-control": "no-store" } },
  );
}
