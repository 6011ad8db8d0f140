import type { Blocked, BlockingBuild, Confirmable, DeleteFailed, Denied } from "./delete";
import type { TemplateItem } from "./template";

export type QueueResult =
  | {
      readonly kind: "queued";
      readonly seq: number;
      /** As whom it will be deleted. */
      readonly by: string;
      readonly until: string;
      readonly build: BlockingBuild | null;
      /** False: somebody had queued it before, and that stands. */
      readonly isNew: boolean;
    }
  /** No build runs any more, so there is nothing to wait for: it may be confirmed. */
  | Confirmable
  | Blocked
  | Denied
  | DeleteFailed;

export type UnqueueResult =
  /** `auditSeq` is null when no delete of it was queued. */
  { readonly kind: "kept"; readonly auditSeq: number | null } | Denied | DeleteFailed;

/** An item of GET /api/queue: a delete that waits for its build. Times are ISO 8601 UTC. */
export type QueuedItem = {
  readonly seq: number;
  readonly regionId: string;
  readonly templateId: string;
  readonly name: string;
  readonly by: string;
  readonly reason: string | null;
  readonly queuedAt: string;
  readonly until: string;
  /** `trying`: it was sent, or is about to be, and cannot be called back. */
  readonly state: "waiting" | "trying";
  /** The template as our copy knows it; null when the copy does not hold it. */
  readonly template: TemplateItem | null;
};

/** The oldest first. */
export type QueuePage = {
  readonly items: readonly QueuedItem[];
  readonly nextCursor: string | null;
  readonly total: number;
};
