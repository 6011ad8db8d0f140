import "server-only";
import { AppError, type AppErrorCode } from "@/lib/domain/app-error";

const CODES: Record<"unreachable" | "credentials" | "budget", AppErrorCode> = {
  unreachable: "ecs-unreachable",
  credentials: "ecs-credentials",
  budget: "budget-exhausted",
};

/** The failure of a call of which not a byte was sent. */
export function notSentError(why: keyof typeof CODES): AppError {
  return new AppError(CODES[why]);
}
