import "server-only";
import type { AuditAction, AuditOutcome } from "@/lib/domain/audit";
import type { NewChange } from "../append-change";

/** The change that an outcome of a person's verb appends. */
export function outcomeChange(
  action: AuditAction,
  outcome: AuditOutcome,
  templateId: string,
  ecsCode: string | null = null,
  regionId = "cn-hangzhou",
): NewChange {
  return {
    kind: "outcome",
    outcome: {
      seq: 1,
      action,
      outcome,
      intentSeq: null,
      regionId,
      templateId,
      reason: null,
      ecsCode,
      httpStatus: null,
      requestId: null,
    },
  };
}
