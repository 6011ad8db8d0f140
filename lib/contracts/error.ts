import type { AppError, AppErrorCode, EcsFault } from "@/lib/domain/app-error";

/** A failure on the wire. The text in the user's language is made in the browser from `code` and `params`. */
export type ErrorDto = {
  readonly code: AppErrorCode;
  readonly params?: Readonly<Record<string, string>>;
  readonly ecs?: EcsFault;
  /** Only for `internal`: what to quote to the operator of this console. */
  readonly errorId?: string;
};

/** An expected failure on the wire; never its cause. */
export function errorDto(error: AppError): ErrorDto {
  return {
    code: error.code,
    ...(Object.keys(error.params).length > 0 ? { params: error.params } : {}),
    ...(error.ecs ? { ecs: error.ecs } : {}),
  };
}
