import { AppError } from "@/lib/domain/app-error";
import { AUDIT_OUTCOMES, type AuditOutcome } from "@/lib/domain/audit";
import { isTemplateId } from "@/lib/domain/identifiers";
import { parseLimit } from "./template-query";

/** Filters of the audit log; null means any. Times are ISO 8601 UTC, `from` inclusive, `to` exclusive. */
export type AuditFilter = {
  readonly templateId: string | null;
  readonly action: string | null;
  readonly outcome: AuditOutcome | null;
  readonly actor: string | null;
  readonly from: string | null;
  readonly to: string | null;
};

export type AuditQuery = {
  readonly filter: AuditFilter;
  readonly limit: number;
  readonly cursor: number | null;
};

const ACTION = /^[a-z]+(?:[.-][a-z]+){0,3}$/;

/**
 * Parses the parameters of GET /api/audit and /audit; unknown parameters are ignored.
 * Throws AppError `invalid-input` with the parameter's name for a malformed one.
 */
export function parseAuditQuery(params: URLSearchParams): AuditQuery {
  return { filter: parseAuditFilter(params), ...parseAuditPage(params) };
}

/** The page alone: `limit` and `cursor`. */
export function parseAuditPage(params: URLSearchParams): Omit<AuditQuery, "filter"> {
  return { limit: parseLimit(params.get("limit")), cursor: parseSeq(params.get("cursor")) };
}

/** The filters alone, as an export takes them. */
export function parseAuditFilter(params: URLSearchParams): AuditFilter {
  const outcome = params.get("outcome") || null;
  return {
    templateId: accept(params, "templateId", isTemplateId),
    action: accept(params, "action", (text) => ACTION.test(text)),
    outcome: outcome === null ? null : (AUDIT_OUTCOMES.find((word) => word === outcome) ?? fail("outcome")),
    actor: accept(params, "actor", (text) => text.length <= 200 && !text.includes("\u0000")),
    from: parseTime(params, "from"),
    to: parseTime(params, "to"),
  };
}

function accept(params: URLSearchParams, name: string, accepts: (text: string) => boolean): string | null {
  const text = params.get(name);
  if (text === null || text === "") return null;
  return accepts(text) ? text : fail(name);
}

const TIME = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

function parseTime(params: URLSearchParams, name: string): string | null {
  const text = params.get(name);
  if (text === null || text === "") return null;
  const at = TIME.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? fail(name) : new Date(at).toISOString();
}

function parseSeq(text: string | null): number | null {
  if (text === null || text === "") return null;
  return /^\d{1,15}$/.test(text) ? Number(text) : fail("cursor");
}

function fail(parameter: string): never {
  throw new AppError("invalid-input", { params: { parameter } });
}
