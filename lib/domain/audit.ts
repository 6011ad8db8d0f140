export const AUDIT_ACTIONS = [
  "template.delete",
  "template.delete.queue",
  "template.delete.unqueue",
  "template.protect",
  "template.unprotect",
  "template.create",
  "template.restore",
  "template.prune",
  "template.vanished",
  "build.start",
  "build.cancel",
  "attempt.account",
  "member.invite",
  "member.uninvite",
  "member.join",
  "member.role",
  "member.disable",
  "member.enable",
  "member.session.end",
  "session.end",
  "region.disable",
  "region.enable",
  "audit.cut",
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

export const AUDIT_OUTCOMES = ["succeeded", "blocked", "denied", "failed", "unknown"] as const;
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number];

export type AuditPhase = "intent" | "outcome";
