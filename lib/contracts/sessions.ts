import { z } from "zod";
import type { ErrorDto } from "./error";

export const endSessionInput = z.strictObject({ sessionId: z.string().min(1).max(100) });
export type EndSessionInput = z.infer<typeof endSessionInput>;

export const endOthersInput = z.strictObject({});

/** One of one's own sessions. Times are ISO 8601 UTC. */
export type SessionItem = {
  readonly id: string;
  readonly startedAt: string;
  readonly usedAt: string;
  /** Browser and system as far as its own name tells, else null. */
  readonly browser: string | null;
  readonly system: string | null;
  readonly isThis: boolean;
};

export type EndSessionResult =
  | { readonly kind: "ended"; readonly count: number }
  | { readonly kind: "failed"; readonly error: ErrorDto };
