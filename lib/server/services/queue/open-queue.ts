import "server-only";
import type { Selectable } from "kysely";
import type { TemplateRef } from "@/lib/contracts/inputs";
import type { Db, Trx } from "@/lib/server/context";
import type { Database } from "@/lib/server/db/schema";

export type QueuedRow = Selectable<Database["queued_delete"]>;

/** The queued delete of a template that has not ended, of whatever account; the newest, or null. Throws `database-unavailable`. */
export async function openQueue(db: Db | Trx, ref: TemplateRef): Promise<QueuedRow | null> {
  const row = await db
    .selectFrom("queued_delete")
    .selectAll()
    .where("region_id", "=", ref.regionId)
    .where("template_id", "=", ref.templateId)
    .where("state", "<>", "ended")
    .orderBy("queue_seq", "desc")
    .executeTakeFirst();
  return row ?? null;
}
