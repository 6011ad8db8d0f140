import type { Finding } from "@/lib/domain/finding";
import type { DeleteFailed, Denied } from "./delete";
import type { ErrorDto } from "./error";

/** An item of GET /api/recycle-bin: a template that left, under the ID it had. Times are ISO 8601 UTC. */
export type BinItem = {
  readonly id: string;
  readonly regionId: string;
  readonly name: string;
  /** Deleted here, or found gone because another tool deleted it. */
  readonly how: "deleted" | "vanished";
  readonly goneAt: string;
  /** Who deleted it; null when nobody here did or the event is kept no more. */
  readonly by: string | null;
  readonly expiresAt: string;
  readonly buildCount: number;
  /** Its newest build as our copy last knew it; null: never built. */
  readonly lastBuild: { readonly status: string; readonly startedAt: string } | null;
  /** The template that was created again from it; `isThere` while our copy holds that one. */
  readonly restored: { readonly templateId: string; readonly isThere: boolean } | null;
  /** A restore whose result is not known yet. */
  readonly restoring: { readonly intentSeq: number; readonly by: string } | null;
};

export type BinPage = {
  readonly items: readonly BinItem[];
  readonly nextCursor: string | null;
  readonly total: number;
  /** How many days a template stays. */
  readonly days: number;
};

/** What is known before a restore: findings about the definition, those that ECS would refuse first. */
export type RestoreCheck = {
  readonly findings: readonly Finding[];
  readonly baseImage: string | null;
  readonly buildCount: number;
};

export type RestoreResult =
  | { readonly kind: "restored"; readonly templateId: string; readonly intentSeq: number }
  | Denied
  | DeleteFailed
  /** Not known whether it was created; the settled outcome follows, asked for with the same token. */
  | { readonly kind: "unknown"; readonly intentSeq: number; readonly error: ErrorDto };
