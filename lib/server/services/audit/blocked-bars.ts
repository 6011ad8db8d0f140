import "server-only";
import { sql } from "kysely";
import type { BlockedBar, BlockedQuery } from "@/lib/contracts/audit-blocked";
import { FINISHED_STATUSES, isFinished } from "@/lib/domain/build-status";
import type { Ctx } from "@/lib/server/context";
import { archivedBuilds } from "./blocked-archive";
import type { Lanes } from "./blocked-lanes";
import { isBlocked, type Window, within } from "./blocked-window";

/** Builds that one picture has at most, newest first, of each source. */
const BARS_MAX = 2_000;

/** A build as our copy has it; `left` is when it was seen last, when it is there no more. */
type BuildFacts = {
  readonly region_id: string;
  readonly template_id: string;
  readonly build_id: string;
  readonly status: string;
  readonly created_at: string;
  readonly modified_at: string | null;
  readonly left: string | null;
};

type Bars = { readonly bars: readonly BlockedBar[]; readonly barsCut: boolean };

/** The builds of the lanes in the window, and every build that refused something there, also one that nobody knows. */
export async function readBars(ctx: Ctx, query: BlockedQuery, window: Window, all: Lanes): Promise<Bars> {
  if (all.lanes.length === 0) return { bars: [], barsCut: false };
  const named = await readNamed(ctx, query, window, all);
  const namedIds = named.map(({ build_id }) => build_id);
  const present = await readCopy(ctx, "build", window, all, namedIds);
  const past = await readCopy(ctx, "past_build", window, all, namedIds);
  const seen = new Set([...present, ...past].map(({ build_id }) => build_id));
  const missing = named.filter(({ build_id }) => !seen.has(build_id));
  const archived = await archivedBuilds(ctx, missing);

  const lanes = new Map(all.lanes.map((lane, index) => [`${lane.regionId}/${lane.templateId}`, index]));
  const bars = new Map<string, BlockedBar>();
  for (const fact of [...present, ...past, ...archived]) {
    const lane = lanes.get(`${fact.region_id}/${fact.template_id}`);
    if (lane !== undefined && !bars.has(fact.build_id)) bars.set(fact.build_id, toBar(fact, lane));
  }
  for (const { region_id, template_id, build_id, status, first, last } of missing) {
    const lane = lanes.get(`${region_id}/${template_id}`);
    if (lane === undefined || bars.has(build_id)) continue;
    bars.set(build_id, { lane, buildId: build_id, status, from: first, to: last, extent: "unknown" });
  }
  const barsCut = present.length >= BARS_MAX || past.length >= BARS_MAX || named.length >= BARS_MAX;
  return { bars: [...bars.values()], barsCut };
}

function toBar(fact: BuildFacts, lane: number): BlockedBar {
  const { build_id: buildId, status, created_at: from, modified_at, left } = fact;
  const shared = { lane, buildId, status, from };
  if (isFinished(status)) {
    return modified_at === null || modified_at < from
      ? { ...shared, to: from, extent: "unknown" }
      : { ...shared, to: modified_at, extent: "exact" };
  }
  return left === null
    ? { ...shared, to: null, extent: "running" }
    : { ...shared, to: later(from, left), extent: "unknown" };
}

function later(a: string, b: string): string {
  return a.localeCompare(b) < 0 ? b : a;
}

async function readCopy(
  ctx: Ctx,
  table: "build" | "past_build",
  window: Window,
  all: Lanes,
  namedIds: readonly string[],
): Promise<BuildFacts[]> {
  const left = table === "build" ? "missing_since" : "seen_at";
  return await ctx.db
    // Both tables have the columns asked for.
    .selectFrom(table as "build")
    .select([
      "region_id",
      "template_id",
      "build_id",
      "status",
      "created_at",
      "modified_at",
      sql<string | null>`${sql.ref(left)}`.as("left"),
    ])
    .where("template_id", "in", all.templateIds)
    .where((eb) =>
      eb.or([
        eb.and([
          eb("created_at", "<", window.to),
          eb.or([
            eb("status", "not in", FINISHED_STATUSES),
            eb("modified_at", "is", null),
            eb("modified_at", ">=", window.from),
          ]),
        ]),
        ...(namedIds.length === 0 ? [] : [eb("build_id", "in", namedIds)]),
      ]),
    )
    .orderBy("created_at", "desc")
    .limit(BARS_MAX)
    .execute();
}

/** A build by which a delete was refused in the window, with when that was. */
async function readNamed(ctx: Ctx, query: BlockedQuery, window: Window, all: Lanes) {
  const rows = await ctx.db
    .selectFrom("audit_event")
    .select(({ fn }) => [
      "region_id",
      "template_id",
      "build_id",
      fn.max("build_status").as("status"),
      fn.min("at").as("first"),
      fn.max("at").as("last"),
    ])
    .where(within(query, window))
    .where(isBlocked)
    .where("template_id", "in", all.templateIds)
    .where("build_id", "is not", null)
    .groupBy(["region_id", "template_id", "build_id"])
    .orderBy("last", "desc")
    .limit(BARS_MAX)
    .execute();
  return rows.flatMap(({ region_id, template_id, build_id, ...rest }) =>
    region_id === null || template_id === null || build_id === null
      ? []
      : { region_id, template_id, build_id, ...rest },
  );
}
