import "server-only";
import { sql } from "kysely";
import type { Db } from "@/lib/server/context";
import type { DatabaseKind } from "@/lib/server/db/migrations/column-types";

const REGIONS = ["cn-hangzhou", "cn-shanghai", "cn-beijing", "eu-central-1", "us-west-1"];
const STATUSES = ["SUCCESS", "SUCCESS", "SUCCESS", "FAILED", "BUILDING", "CANCELLED", "TEST_FAILED"];

/** Rows a statement, so that none takes longer than a statement may. */
const AT_ONCE = 2_000;

/** Numbers of a table `numbers (n)`, on both databases. */
const numbers = (first: number, last: number) => sql`with recursive numbers (n) as (
  select ${sql.lit(first)} union all select n + 1 from numbers where n < ${sql.lit(last)})`;

const pick = (values: readonly string[], by: string) =>
  sql.raw(
    `case (${by}) % ${values.length} ${values.map((value, at) => `when ${at} then '${value}'`).join(" ")} end`,
  );

/**
 * Fills an empty copy with `count` templates: five regions, all kinds of status, two tags each, definitions of 1.5 kB as
 * real ones. Names, times and choices follow from the number, so that both databases hold the same.
 */
export async function addManyTemplates(db: Db, kind: DatabaseKind, count: number): Promise<void> {
  for (let first = 1; first <= count; first += AT_ONCE)
    await addSome(db, kind, first, Math.min(count, first + AT_ONCE - 1));
  if (kind === "postgres")
    await sql`vacuum analyze template, template_tag, template_count, template_search`.execute(db);
}

async function addSome(db: Db, kind: DatabaseKind, first: number, last: number): Promise<void> {
  const padded = (by: string) =>
    sql.raw(kind === "sqlite" ? `printf('%06d', ${by})` : `lpad((${by})::text, 6, '0')`);
  const long =
    kind === "sqlite"
      ? sql`hex(randomblob(750))`
      : sql`(select string_agg(md5((n * 64 + part)::text), '') from generate_series(1, 47) part)`;
  const mixed = "(n * 7919) % 1000003";
  await sql`
    insert into template (region_id, template_id, name, definition, base_image,
      resource_group_id, tags, search_text, created_at, listed_at, builds_as_of, latest_build_id, latest_status,
      latest_started_at, build_count, running_count, deletable, block_reason, protected_by, protected_at, change_seq)
    ${numbers(first, last)}
    select region_id, template_id, name, definition, 'aliyun_3_x64', resource_group_id,
      '[{"key":"team","value":"' || team || '"},{"key":"env","value":"' || env || '"}]',
      lower(name || chr10 || template_id || chr10 || 'team' || chr10 || team || chr10 || 'team=' || team || chr10 ||
        'env' || chr10 || env || chr10 || 'env=' || env),
      '2026-01-01T00:00:00.000Z', '2026-01-31T00:00:00.000Z', as_of,
      case when status is null then null else 'exec-' || template_id end, status,
      case when status is null then null else '2026-01-' || day || 'T00:00:' || second || '.000Z' end, 1,
      case when status = 'BUILDING' then 1 else 0 end,
      case when as_of is null or status = 'BUILDING' then 0 else 1 end,
      case when as_of is null then 'status-unknown' when status = 'BUILDING' then 'build-running' end,
      case when n % 40 = 0 then 'admin@demo' end, case when n % 40 = 0 then '2026-01-20T00:00:00.000Z' end, n
    from (
      select n, ${pick(REGIONS, "n")} as region_id, 'ip-' || ${padded(mixed)} || ${padded("n")} as template_id,
        ${pick(["web", "payments", "gpu", "edge", "batch", "kern-über"], "n")} || '-base-' || ${padded(mixed)} as name,
        ${long} as definition, ${sql.raw(kind === "sqlite" ? "char(10)" : "chr(10)")} as chr10,
        case n % 4 when 0 then null else 'rg-acfm' || (n % 4) end as resource_group_id,
        ${pick(["web", "payments", "ml", "edge", "data", "trust", "dx"], "n / 3")} as team,
        ${pick(["prod", "stage", "dev"], "n / 5")} as env,
        case when n % 97 = 0 then null else '2026-01-31T08:' || substr(${padded("n % 60")}, 5) || ':00.000Z' end as as_of,
        case when n % 97 = 0 or n % 31 = 0 then null else ${pick(STATUSES, "n / 2")} end as status,
        substr(${padded("1 + n % 28")}, 5) as day, substr(${padded("n % 60")}, 5) as second
      from numbers) made`.execute(db);
}
