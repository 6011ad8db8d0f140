import "server-only";
import type { DbClock, Trx } from "@/lib/server/context";
import { appendChange } from "./append-change";
import { type TemplateRow, toTemplateItem } from "./template-item";

export type RowPatch = Partial<Omit<TemplateRow, "region_id" | "template_id" | "change_seq">>;

/** A row whose age alone moved is announced once in this time, so that quiet reads stay cheap for every client. */
const AGE_STEP_MS = 15_000;

/**
 * Writes what differs of a row that was read under holdChanges, and appends a `template` change when someone could
 * see the difference. Answers with what is now in the database.
 */
export async function writeRow(
  trx: Trx,
  clock: DbClock,
  before: TemplateRow,
  patch: RowPatch,
): Promise<TemplateRow> {
  const after: TemplateRow = { ...before, ...patch };
  const differing = (Object.keys(patch) as (keyof RowPatch)[]).filter((key) => before[key] !== after[key]);
  if (differing.length === 0) return before;
  const visible = differing.some((key) => key !== "builds_as_of" && key !== "listed_at");
  if (visible || agedVisibly(before.builds_as_of, after.builds_as_of)) {
    after.change_seq = await appendChange(trx, clock, { kind: "template", item: toTemplateItem(after) });
  }
  await trx
    .updateTable("template")
    .set({
      ...Object.fromEntries(differing.map((key) => [key, after[key]])),
      change_seq: after.change_seq,
    })
    .where("region_id", "=", before.region_id)
    .where("template_id", "=", before.template_id)
    .execute();
  return after;
}

function agedVisibly(before: string | null, after: string | null): boolean {
  if (before === null || after === null) return before !== after;
  return Math.floor(Date.parse(before) / AGE_STEP_MS) !== Math.floor(Date.parse(after) / AGE_STEP_MS);
}
