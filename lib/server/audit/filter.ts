import "server-only";
import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from "kysely";
import type { AuditFilter } from "@/lib/contracts/audit-query";
import type { Database } from "../db/schema";

type Events = ExpressionBuilder<Database, "audit_event">;

/** The condition of a filter; null members ask nothing. `from` is inclusive, `to` exclusive. */
export function matches(
  filter: AuditFilter,
): (eb: Events) => ExpressionWrapper<Database, "audit_event", SqlBool> {
  return (eb) =>
    eb.and([
      ...(filter.templateId === null ? [] : [eb("template_id", "=", filter.templateId)]),
      ...(filter.action === null ? [] : [eb("action", "=", filter.action)]),
      ...(filter.outcome === null ? [] : [eb("outcome", "=", filter.outcome)]),
      ...(filter.actor === null ? [] : [eb("actor", "=", filter.actor)]),
      ...(filter.from === null ? [] : [eb("at", ">=", filter.from)]),
      ...(filter.to === null ? [] : [eb("at", "<", filter.to)]),
    ]);
}

/** True when the filter lets every event pass, so that an export of it can be verified. */
export function passesAll(filter: AuditFilter): boolean {
  return Object.values(filter).every((value) => value === null);
}
