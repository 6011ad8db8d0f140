import "server-only";
import type { AppErrorCode, EcsFault } from "@/lib/domain/app-error";
import { AppError } from "@/lib/domain/app-error";
import type { SingleAnswer } from "./types";

/** Why a call gave no usable answer; the one form in which verbs see it. */
export type Failure =
  /** Certain: no byte of the request left. */
  | {
      readonly kind: "not-sent";
      readonly why: "unreachable" | "credentials" | "budget";
      readonly cause?: string;
    }
  /** An error answer of ECS with a status of 4xx, a Code and a RequestId: nothing happened. */
  | { readonly kind: "refused"; readonly code: AppErrorCode; readonly fault: EcsFault }
  /** Anything after which nobody knows. */
  | {
      readonly kind: "unknown";
      readonly why: "timeout" | "broken" | "unreadable" | "server-error";
      readonly fault?: EcsFault;
      readonly cause?: string;
      /** Unreadable because the answer broke off or came from a proxy with 5xx: a read may be tried again. */
      readonly mayPass?: boolean;
    };

/** The outcome of a write (delete-protocol.md, "What an answer means"). */
export function toSingleAnswer(failure: Failure): SingleAnswer {
  switch (failure.kind) {
    case "not-sent":
      return { kind: "not-sent", why: failure.why };
    case "refused":
      // These very bytes came before, by a proxy that repeats: what became of the first ones, this answer does not say.
      if (failure.fault.code === "SignatureNonceUsed")
        return { kind: "unknown", why: "unreadable", fault: failure.fault };
      return { kind: "refused", code: refusedWrite(failure), fault: failure.fault };
    case "unknown":
      return {
        kind: "unknown",
        why: failure.why,
        ...(failure.fault !== undefined && { fault: failure.fault }),
      };
  }
}

/** What a refusal means to whoever wanted to change something. */
function refusedWrite({ code, fault }: Extract<Failure, { readonly kind: "refused" }>): AppErrorCode {
  if (fault.code === "InvalidImagePipeline.HasRunningExecution") return "blocked";
  return code === "not-found" ? "already-gone" : code;
}

/** The error of a read. */
export function toAppError(failure: Failure): AppError {
  const fault = failure.kind === "not-sent" ? undefined : failure.fault;
  const cause = failure.kind === "refused" ? undefined : failure.cause;
  return new AppError(errorCode(failure), {
    ...(fault !== undefined && { ecs: fault }),
    ...(cause !== undefined && { cause: new Error(cause) }),
  });
}

const NOT_SENT = {
  unreachable: "ecs-unreachable",
  credentials: "ecs-credentials",
  budget: "budget-exhausted",
} as const;

const UNKNOWN = {
  timeout: "ecs-timeout",
  broken: "ecs-unreachable",
  unreadable: "ecs-unreadable",
  "server-error": "ecs-unavailable",
} as const;

export function errorCode(failure: Failure): AppErrorCode {
  if (failure.kind === "refused") return failure.code;
  return failure.kind === "not-sent" ? NOT_SENT[failure.why] : UNKNOWN[failure.why];
}

/** Reads try again after throttling, 5xx and broken connections, never after anything else. */
export function isWorthRetrying(failure: Failure): boolean {
  switch (failure.kind) {
    case "not-sent":
      return failure.why === "unreachable";
    case "refused":
      return failure.code === "ecs-throttled";
    case "unknown":
      return failure.why === "broken" || failure.why === "server-error" || failure.mayPass === true;
  }
}
