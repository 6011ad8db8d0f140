import type { EcsFault } from "@/lib/domain/app-error";
import type { BlockReason } from "@/lib/domain/deletability";
import type { UsualDuration } from "@/lib/domain/usual-duration";
import type { ErrorDto } from "./error";

export type BlockingBuild = {
  readonly id: string;
  readonly status: string;
  readonly startedAt: string;
  /** Who started it from here; null: nobody did. Absent where it was not asked for. */
  readonly startedBy?: string | null;
  /** How long builds of its template took; null while none has finished. Absent where it was not asked for. */
  readonly usual?: UsualDuration | null;
};

/** Why it cannot be deleted now, by our guard or by ECS. */
export type Blocked = {
  readonly kind: "blocked";
  readonly reason: BlockReason;
  readonly build: BlockingBuild | null;
  /** Present when ECS itself refused. */
  readonly ecs?: EcsFault;
  /** Number of the audit event that records it; null when the same refusal was recorded before. */
  readonly auditSeq: number | null;
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
