import type { EcsFault } from "@/lib/domain/app-error";
import type { BlockReason } from "@/lib/domain/deletability";
import type { ErrorDto } from "./error";

export type BlockingBuild = { readonly id: string; readonly status: string; readonly startedAt: string };

/** Why it cannot be deleted now, by our guard or by ECS. */
export type Blocked = {
  readonly kind: "blocked";
  readonly reason: BlockReason;
  readonly build: BlockingBuild | null;
  /** Present when ECS itself refused. */
  readonly ecs?: EcsFault;
  /** Number of the audit event that records it. */
  readonly auditSeq: number;
};

/** The role may not; recorded as `denied`. */
export type Denied = { readonly kind: "denied"; readonly auditSeq: number };

/** Facts of the fresh read for the confirmation. */
export type Confirmable = {
  readonly kind: "deletable";
  readonly name: string;
  readonly buildCount: number;
  readonly latestBuild: BlockingBuild | null;
  readonly checkedAt: string;
};

/** A press on Delete that may not act. */
export type ExplainResult = Confirmable | Blocked | Denied | DeleteFailed;

/** An expected failure of the attempt; `retry` tells whether `Try again` makes sense. */
export type DeleteFailed = {
  readonly kind: "failed";
  readonly error: ErrorDto;
  readonly retry: boolean;
  readonly auditSeq: number | null;
};

export type DeleteResult =
  | {
      readonly kind: "deleted";
      readonly intentSeq: number;
      readonly requestId: string;
      readonly recordPending: boolean;
    }
  | Blocked
  | Denied
  | DeleteFailed
  /** Not known whether it was deleted; the settled outcome follows by reading. */
  | { readonly kind: "unknown"; readonly intentSeq: number; readonly error: ErrorDto };

export type StartResult =
  | { readonly kind: "started"; readonly buildId: string; readonly intentSeq: number }
  | Denied
  | DeleteFailed
  | { readonly kind: "unknown"; readonly intentSeq: number; readonly error: ErrorDto };

export type CancelResult =
  | { readonly kind: "cancelling"; readonly intentSeq: number; readonly requestId: string }
  | Denied
  | DeleteFailed
  | { readonly kind: "unknown"; readonly intentSeq: number; readonly error: ErrorDto };
