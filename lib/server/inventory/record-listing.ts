import "server-only";
import type { TemplateRef } from "@/lib/contracts/inputs";
import type { DbClock, Trx } from "@/lib/server/context";
import type { TemplateRead } from "@/lib/server/ecs/types";
import { appendChanges } from "./append-change";
import { definitionColumns } from "./definition-columns";
import { deriveRow } from "./derive-row";
import type { Write } from "./fenced-write";
import { holdChanges } from "./hold-changes";
import { loadHoldsOf } from "./load-holds";
import { loadRegion, writeRegion } from "./region-state";
import { type TemplateRow, toTemplateItem } from "./template-item";
import { writeRow } from "./write-row";

/** A complete listing of a region. `began` is database time, taken before its first page was asked for. */
export type Listing = {
  readonly regionId: string;
  readonly began: string;
  readonly templates: readonly TemplateRead[];
};

/** Templates a transaction; a large region must not keep the database from everybody else. */
const AT_ONCE = 200;

/**
 * Writes a complete listing into our copy: new templates, changed definitions, the region's age. Nothing leaves by it:
 * it answers with the templates that our copy holds and the listing lacks, for `vanish` to look at. A tombstone beats
 * a listing that began before it, and a row that a later one wrote stays. Throws `database-unavailable`.
 */
export async function recordListing(write: Write, clock: DbClock, listing: Listing): Promise<TemplateRef[]> {
  for (let from = 0; from < listing.templates.length; from += AT_ONCE) {
    const part = listing.templates.slice(from, from + AT_ONCE);
    await write((trx) => recordPart(trx, clock, listing, part));
  }
  return await write((trx) => finish(trx, clock, listing));
}

/** Writes some templates that one read told of: new ones and changed definitions, by the rules of a listing. */
export async function recordPart(
  trx: Trx,
  clock: DbClock,
  { regionId, began }: Pick<Listing, "regionId" | "began">,
  part: readonly TemplateRead[],
): Promise<void> {
  await holdChanges(trx);
  const ids = part.map((template) => template.id);
  const buried = await buriedSince(trx, regionId, ids, began);
  const known = await rowsOf(trx, regionId, ids);
  const fresh: TemplateRead[] = [];
  const unchanged: string[] = [];
  for (const template of part) {
    const row = known.get(template.id);
    if (buried.has(template.id) || (row !== undefined && row.listed_at > began)) continue;
    if (row === undefined) {
      fresh.push(template);
      continue;
    }
    const columns = definitionColumns(template);
    const differs = (Object.keys(columns) as (keyof typeof columns)[]).some(
      (key) => columns[key] !== row[key],
    );
    if (differs) await writeRow(trx, clock, row, { ...columns, listed_at: began });
    else unchanged.push(template.id);
  }
  if (fresh.length > 0) await insertRows(trx, clock, { regionId, began }, fresh);
  if (unchanged.length > 0) {
    await trx
      .updateTable("template")
      .set({ listed_at: began })
      .where("region_id", "=", regionId)
      .where("template_id", "in", unchanged)
      .execute();
  }
}

async function insertRows(
  trx: Trx,
  clock: DbClock,
  { regionId, began }: Pick<Listing, "regionId" | "began">,
  fresh: readonly TemplateRead[],
): Promise<void> {
  const holds = await loadHoldsOf(
    trx,
    regionId,
    fresh.map((template) => template.id),
  );
  const rows = fresh.map(
    (template): TemplateRow => ({
      region_id: regionId,
      template_id: template.id,
      ...definitionColumns(template),
      listed_at: began,
      builds_as_of: null,
      builds_error: null,
      ...deriveRow(null, holds(template.id)),
      change_seq: 0,
    }),
  );
  const first = await appendChanges(
    trx,
    clock,
    rows.map((row) => ({ kind: "template", item: toTemplateItem(row) })),
  );
  await trx
    .insertInto("template")
    .values(rows.map((row, index) => ({ ...row, change_seq: first + index })))
    .execute();
}

async function finish(trx: Trx, clock: DbClock, listing: Listing): Promise<TemplateRef[]> {
  await holdChanges(trx);
  const { regionId, began } = listing;
  const region = await loadRegion(trx, regionId);
  if (region.listed_at !== null && region.listed_at > began) return [];
  const { count } = await trx
    .selectFrom("template")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("region_id", "=", regionId)
    .executeTakeFirstOrThrow();
  await writeRegion(trx, clock, {
    ...region,
    listed_at: began,
    error_code: null,
    failing_since: null,
    template_count: Number(count),
  });
  const listed = new Set(listing.templates.map((template) => template.id));
  const older = await trx
    .selectFrom("template")
    .select("template_id")
    .where("region_id", "=", regionId)
    .where("listed_at", "<", began)
    .where("attempt_seq", "is", null)
    .execute();
  return older
    .filter((row) => !listed.has(row.template_id))
    .map((row) => ({ regionId, templateId: row.template_id }));
}

async function buriedSince(trx: Trx, regionId: string, ids: readonly string[], began: string) {
  const rows = await trx
    .selectFrom("tombstone")
    .select("template_id")
    .where("region_id", "=", regionId)
    .where("template_id", "in", ids)
    .where("at", ">=", began)
    .execute();
  return new Set(rows.map((row) => row.template_id));
}

async function rowsOf(trx: Trx, regionId: string, ids: readonly string[]): Promise<Map<string, TemplateRow>> {
  const rows = await trx
    .selectFrom("template")
    .selectAll()
    .where("region_id", "=", regionId)
    .where("template_id", "in", ids)
    .execute();
  return new Map(rows.map((row) => [row.template_id, row]));
}
