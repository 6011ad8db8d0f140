import "server-only";
import { type Kysely, sql } from "kysely";
import type { DatabaseKind } from "./column-types";
import { createIndexes, createTables, type Indexes, type Tables } from "./create-tables";

const TABLES: Tables = {
  template_count: {
    columns: {
      region_id: "text",
      status_key: "text",
      deletable: "int",
      is_protected: "int",
      resource_group_id: "text",
      n: "int",
    },
    key: ["region_id", "status_key", "deletable", "is_protected", "resource_group_id"],
  },
  template_tag: {
    columns: { region_id: "text", template_id: "text", tag_key: "text", tag_value: "text" },
    key: ["region_id", "template_id", "tag_key", "tag_value"],
  },
};

const FILTERS = "status_key, deletable, protected_by, resource_group_id";

/** A walk in each order, with what the filters ask, so that rows that do not match are passed over unread. */
const INDEXES: Indexes = {
  template_by_name: `template (name, region_id, template_id, ${FILTERS})`,
  template_by_region: `template (region_id, template_id, ${FILTERS})`,
  template_by_status:
    "template (status_key, region_id, template_id, deletable, protected_by, resource_group_id)",
  template_by_start: `template (started_key, region_id, template_id, ${FILTERS})`,
  template_by_age: `template (as_of_key, region_id, template_id, ${FILTERS})`,
  template_tag_value: "template_tag (tag_key, tag_value, region_id, template_id)",
};

/** What the walks stand in for. `template_as_of` stays: others ask for the oldest. */
const REPLACED = ["template_name", "template_status", "template_started", "template_deletable"];

/**
 * The list at any size: keys to sort and filter by, an index for each order, tags as rows, search by parts of words,
 * and the counts of every choice. Triggers keep them, so that no writer of a row can forget one.
 */
export async function up(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await createTables(db, kind, TABLES);
  const run = async (statements: readonly string[]) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  };
  await run(COLUMNS[kind]);
  await run(SEARCH[kind]);
  await run(FILL[kind]);
  await createIndexes(db, INDEXES, {});
  await run(REPLACED.map((name) => `drop index ${name}`));
  await run(TRIGGERS[kind]);
}

/** The status word that is filtered and sorted by: empty before the first read, `-` for one that was never built. */
const STATUS_KEY = "case when builds_as_of is null then '' else coalesce(latest_status, '-') end";
const KEYS = {
  started_key: "coalesce(latest_started_at, '')",
  as_of_key: "coalesce(builds_as_of, '')",
};

const COLUMNS: Record<DatabaseKind, readonly string[]> = {
  sqlite: [
    // Not generated: each read of the builds would write every index that has it, whether it changed or not.
    "alter table template add column status_key text",
    ...Object.entries(KEYS).map(
      ([name, value]) =>
        `alter table template add column ${name} text generated always as (${value}) virtual`,
    ),
  ],
  postgres: Object.entries({ status_key: STATUS_KEY, ...KEYS }).map(
    ([name, value]) =>
      `alter table template add column ${name} text collate "C" generated always as (${value}) stored`,
  ),
};

const SEARCH: Record<DatabaseKind, readonly string[]> = {
  sqlite: [
    `create table template_search (
       id integer primary key, region_id text not null, template_id text not null, search_text text not null,
       unique (region_id, template_id))`,
    `create virtual table template_grams using fts5(
       search_text, content='template_search', content_rowid='id', columnsize=0, tokenize='trigram case_sensitive 1')`,
  ],
  // Parts of two and three letters, by nothing but what every PostgreSQL has. A table of its own: in that of the
  // templates each read of builds would write all parts anew.
  postgres: [
    `create table template_search (
       region_id text collate "C", template_id text collate "C", search_text text collate "C" not null,
       primary key (region_id, template_id))`,
    `create function search_grams(words text) returns text[] language sql immutable strict parallel safe as $$
       select coalesce(array_agg(distinct substr(words, at, size)), '{}')
       from generate_series(1, length(words)) at, generate_series(2, 3) size
       where at + size - 1 <= length(words) $$`,
    "create index template_grams on template_search using gin (search_grams(search_text))",
  ],
};

const CELL = "region_id, status_key, deletable, is_protected, resource_group_id";

/** Adds to the cell of a row; `row` is `new.`, `old.` or nothing. */
const countCell = (row: string, step: number, from: string) =>
  `insert into template_count (${CELL}, n)
   select ${row}region_id, ${row}status_key, ${row}deletable,
     case when ${row}protected_by is null then 0 else 1 end, coalesce(${row}resource_group_id, ''), ${step}
   ${from}
   on conflict (${CELL}) do update set n = template_count.n + (${step})`;

// No filter can ask for more than 300 characters of a tag, and an index takes no longer ones.
const TAG_ROWS: Record<DatabaseKind, (row: string) => string> = {
  sqlite: (row) =>
    `insert or ignore into template_tag (region_id, template_id, tag_key, tag_value)
     select ${row}.region_id, ${row}.template_id,
       substr(json_extract(tag.value, '$.key'), 1, 300), substr(json_extract(tag.value, '$.value'), 1, 300)
     from ${row === "new" ? "" : `template as ${row}, `}json_each(${row}.tags) as tag`,
  postgres: (row) =>
    `insert into template_tag (region_id, template_id, tag_key, tag_value)
     select ${row}.region_id, ${row}.template_id, left(tag ->> 'key', 300), left(tag ->> 'value', 300)
     from ${row === "new" ? "" : `template as ${row}, `}jsonb_array_elements(${row}.tags::jsonb) as tag
     on conflict do nothing`,
};

const FILL_COUNTS = `insert into template_count (${CELL}, n)
  select region_id, status_key, deletable, case when protected_by is null then 0 else 1 end,
    coalesce(resource_group_id, ''), count(*)
  from template group by 1, 2, 3, 4, 5`;

const FILL: Record<DatabaseKind, readonly string[]> = {
  sqlite: [
    `update template set status_key = ${STATUS_KEY}`,
    FILL_COUNTS,
    TAG_ROWS.sqlite("listed"),
    `insert into template_search (region_id, template_id, search_text)
     select region_id, template_id, search_text from template`,
    "insert into template_grams (template_grams) values ('rebuild')",
  ],
  postgres: [
    FILL_COUNTS,
    TAG_ROWS.postgres("listed"),
    "insert into template_search select region_id, template_id, search_text from template",
  ],
};

const SAME_ROW = (table: string, row: string) =>
  `${table}.region_id = ${row}.region_id and ${table}.template_id = ${row}.template_id`;

/** The cell that a row had before counts only when it had one: a row that is just being inserted has none. */
const MOVE_CELL = [
  countCell("old.", -1, "where old.status_key is not null"),
  countCell("new.", 1, "where new.status_key is not null"),
];

const sqliteKey = (row: string) =>
  STATUS_KEY.replaceAll("builds_as_of", `${row}.builds_as_of`).replaceAll(
    "latest_status",
    `${row}.latest_status`,
  );

const SET_KEY = `update template set status_key = ${sqliteKey("new")} where ${SAME_ROW("template", "new")}`;
const ADD_SEARCH = [
  `insert into template_search (region_id, template_id, search_text)
   values (new.region_id, new.template_id, new.search_text)`,
  `insert into template_grams (rowid, search_text)
   select id, search_text from template_search where ${SAME_ROW("template_search", "new")}`,
];
const DROP_SEARCH = [
  `insert into template_grams (template_grams, rowid, search_text)
   select 'delete', id, search_text from template_search where ${SAME_ROW("template_search", "old")}`,
  `delete from template_search where ${SAME_ROW("template_search", "old")}`,
];
const DROP_TAGS = `delete from template_tag where ${SAME_ROW("template_tag", "old")}`;

const trigger = (name: string, when: string, statements: readonly string[]) =>
  `create trigger ${name} ${when} begin ${statements.map((each) => `${each};`).join(" ")} end`;

const TRIGGERS: Record<DatabaseKind, readonly string[]> = {
  sqlite: [
    trigger(
      "template_counted",
      `after update of status_key, deletable, protected_by, resource_group_id on template
       when old.status_key is not new.status_key or old.deletable <> new.deletable
         or (old.protected_by is null) <> (new.protected_by is null)
         or old.resource_group_id is not new.resource_group_id`,
      MOVE_CELL,
    ),
    trigger(
      "template_keyed",
      `after update of builds_as_of, latest_status on template when new.status_key is not ${sqliteKey("new")}`,
      [SET_KEY],
    ),
    trigger("template_added", "after insert on template", [SET_KEY, TAG_ROWS.sqlite("new"), ...ADD_SEARCH]),
    trigger("template_left", "after delete on template", [
      countCell("old.", -1, "where true"),
      DROP_TAGS,
      ...DROP_SEARCH,
    ]),
    trigger("template_tagged", "after update of tags on template when old.tags <> new.tags", [
      DROP_TAGS,
      TAG_ROWS.sqlite("new"),
    ]),
    trigger(
      "template_searched",
      "after update of search_text on template when old.search_text <> new.search_text",
      [...DROP_SEARCH, ...ADD_SEARCH],
    ),
  ],
  postgres: [
    `create function template_listed() returns trigger language plpgsql as $$
     begin
       if tg_op <> 'INSERT' then
         ${countCell("old.", -1, "where true")};
         if tg_op = 'DELETE' or old.tags <> new.tags then ${DROP_TAGS}; end if;
       end if;
       if tg_op = 'DELETE' then
         delete from template_search where ${SAME_ROW("template_search", "old")};
         return null;
       end if;
       ${countCell("new.", 1, "where true")};
       if tg_op = 'INSERT' or old.tags <> new.tags then ${TAG_ROWS.postgres("new")}; end if;
       insert into template_search (region_id, template_id, search_text)
       values (new.region_id, new.template_id, new.search_text)
       on conflict (region_id, template_id) do update set search_text = excluded.search_text
       where template_search.search_text <> excluded.search_text;
       return null;
     end $$`,
    `create trigger template_added after insert or delete on template
     for each row execute function template_listed()`,
    `create trigger template_changed after update on template for each row when (
       old.status_key <> new.status_key or old.deletable <> new.deletable
       or (old.protected_by is null) <> (new.protected_by is null)
       or old.resource_group_id is distinct from new.resource_group_id
       or old.tags <> new.tags or old.search_text <> new.search_text)
     execute function template_listed()`,
  ],
};
