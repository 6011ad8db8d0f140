import type { AuditAction, AuditOutcome, AuditPhase } from "@/lib/domain/audit";

/** An item of GET /api/audit, newest first. */
export type AuditItem = {
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly action: AuditAction;
  readonly phase: AuditPhase;
  readonly outcome: AuditOutcome | null;
  readonly intentSeq: number | null;
  readonly regionId: string | null;
  readonly templateId: string | null;
  readonly templateName: string | null;
  readonly buildId: string | null;
  readonly buildStatus: string | null;
  readonly reason: string | null;
  readonly ecsCode: string | null;
  readonly httpStatus: number | null;
  readonly requestId: string | null;
  readonly hash: string;
};

export type AuditPage = { readonly items: readonly AuditItem[]; readonly nextCursor: string | null };
