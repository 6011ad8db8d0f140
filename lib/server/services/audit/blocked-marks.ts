import "server-only";
import { sql } from "kysely";
import type { BlockedBucket, BlockedMark, BlockedQuery, MarkKind } from "@/lib/contracts/audit-blocked";
import type { Ctx } from "@/lib/server/context";
import type { Lanes } from "./blocked-lanes";
import { isBlocked, isOther, type Window, within } from "./blocked-window";

/** Events that are sent one by one at most; more are counted by pieces of time. */
const SINGLE_MAX = 2_000;
/** Counts that are sent at most, whatever the window. */
const COUNTS_MAX = 8_000;

/** A piece of time is a leading part of the text of `at`, the same on both databases; `ms` is the shortest of them. */
const BUCKETS: readonly { readonly bucket: BlockedBucket; readonly length: number; readonly ms: number }[] = [
  { bucket: "second", length: 19, ms: 1_000 },
  { bucket: "minute", length: 16, ms: 60_000 },
  { bucket: "ten-minutes", length: 15, ms: 600_000 },
  { bucket: "hour", length: 13, ms: 3_600_000 },
  { bucket: "ten-hours", length: 12, ms: 4 * 3_600_000 },
  { bucket: "day", length: 10, ms: 86_400_000 },
  { bucket: "ten-days", length: 9, ms: 5 * 86_400_000 },
  { bucket: "month", length: 7, ms: 28 * 86_400_000 },
];
const YEAR = { bucket: "year", length: 4 } as const;

type Marks = { readonly marks: readonly BlockedMark[]; readonly bucket: BlockedBucket | null };

/** The events of the lanes: one by one while there are few, else counted by the finest pieces that stay bounded. */
export async function readMarks(ctx: Ctx, query: BlockedQuery, window: Window, all: Lanes): Promise<Marks> {
  if (all.lanes.length === 0) return { marks: [], bucket: null };
  if (all.events <= SINGLE_MAX) return { marks: await readSingle(ctx, query, window, all), bucket: null };
  const span = Date.parse(window.to) - Date.parse(window.from);
  // Refused ones and others are counted apart, and a window cuts a piece at either end.
  const room = COUNTS_MAX / all.lanes.length / (all.events > all.blocked ? 2 : 1) - 2;
  const { bucket, length } = BUCKETS.find(({ ms }) => span / ms <= room) ?? YEAR;
  return { marks: await readCounts(ctx, query, window, all, length), bucket };
}

async function readSingle(ctx: Ctx, query: BlockedQuery, window: Window, all: Lanes): Promise<BlockedMark[]> {
  const rows = await ctx.db
    .selectFrom("audit_event")
    .select([
      "seq",
      "at",
      "actor",
      "action",
      "outcome",
      "region_id",
      "template_id",
      "build_id",
      "build_status",
    ])
    .where(within(query, window))
    .where((eb) => eb.or([isBlocked(eb), isOther(eb)]))
    .where("template_id", "in", all.templateIds)
    .orderBy("seq")
    .limit(SINGLE_MAX)
    .execute();
  const place = laneFinder(all);
  return rows.flatMap((row) => {
    const lane = place(row);
    return lane === undefined
      ? []
      : {
          seq: row.seq,
          at: row.at,
          until: null,
          lane,
          kind: kindOf(row.action, row.outcome),
          count: 1,
          actor: row.actor,
          buildId: row.build_id,
          buildStatus: row.build_status,
        };
  });
}

async function readCounts(
  ctx: Ctx,
  query: BlockedQuery,
  window: Window,
  all: Lanes,
  length: number,
): Promise<BlockedMark[]> {
  const piece = sql<string>`substr(at, 1, ${sql.lit(length)})`;
  const place = laneFinder(all);
  const read = async (condition: typeof isBlocked, kind: MarkKind) => {
    const rows = await ctx.db
      .selectFrom("audit_event")
      .select(({ fn }) => [
        "region_id",
        "template_id",
        fn.countAll<number>().as("count"),
        fn.max("seq").as("seq"),
        fn.min("at").as("at"),
        fn.max("at").as("until"),
        fn.min("build_id").as("first_build"),
        fn.max("build_id").as("last_build"),
      ])
      .where(within(query, window))
      .where(condition)
      .where("template_id", "in", all.templateIds)
      .groupBy(["region_id", "template_id", piece])
      .limit(COUNTS_MAX)
      .execute();
    return rows.flatMap((row): BlockedMark[] => {
      const lane = place(row);
      if (lane === undefined) return [];
      const count = Number(row.count);
      return [
        {
          seq: row.seq,
          at: row.at,
          until: count === 1 ? null : row.until,
          lane,
          kind,
          count,
          actor: null,
          buildId: row.first_build === row.last_build ? row.first_build : null,
          buildStatus: null,
        },
      ];
    });
  };
  const found = [...(await read(isBlocked, "blocked")), ...(await read(isOther, "other"))];
  return found.sort((a, b) => a.seq - b.seq);
}

type Place = { readonly region_id: string | null; readonly template_id: string | null };

function laneFinder(all: Lanes): (row: Place) => number | undefined {
  const lanes = new Map(all.lanes.map((lane, index) => [`${lane.regionId}/${lane.templateId}`, index]));
  return (row) => lanes.get(`${row.region_id}/${row.template_id}`);
}

function kindOf(action: string, outcome: string | null): MarkKind {
  if (outcome === "blocked") return "blocked";
  if (outcome !== "succeeded") return "other";
  if (action === "template.delete" || action === "template.vanished") return "deleted";
  return action === "template.delete.queue" ? "queued" : "other";
}
