import "server-only";
import type { DbClock, Trx } from "@/lib/server/context";
import type { TemplateRead } from "@/lib/server/ecs/types";
import { loadRow } from "./load-row";
import { recordPart } from "./record-listing";

/** One template that was read by its ID. `began` is database time, taken before it was asked for. */
export type TemplateSeen = {
  readonly regionId: string;
  readonly began: string;
  readonly template: TemplateRead;
};

/** Writes one template into our copy, by the rules of a listing, and counts it in its region. Throws `database-unavailable`. */
export async function recordTemplate(trx: Trx, clock: DbClock, seen: TemplateSeen): Promise<void> {
  const { regionId, began, template } = seen;
  const ref = { regionId, templateId: template.id };
  const before = await loadRow(trx, ref);
  await recordPart(trx, clock, { regionId, began }, [template]);
  if (before !== null || (await loadRow(trx, ref)) === null) return;
  await trx
    .updateTable("region")
    .set((row) => ({ template_count: row("template_count", "+", 1) }))
    .where("region_id", "=", regionId)
    .execute();
}
